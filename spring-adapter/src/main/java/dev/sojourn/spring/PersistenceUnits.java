package dev.sojourn.spring;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.FaultyDeclaration;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.orm.jpa.EntityManagerFactoryInfo;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** Chooses the persistence unit Sojourn's tables stand in, and the transactions over it. */
final class PersistenceUnits {

    private static final String PROPERTY = "sojourn.persistence-unit";

    private PersistenceUnits() {}

    static EntityManagerFactory choose(ListableBeanFactory beans, Optional<String> wanted) {
        Map<String, EntityManagerFactory> units = new TreeMap<>();
        beans.getBeansOfType(EntityManagerFactory.class)
                .forEach((bean, factory) -> units.put(nameOf(bean, factory), factory));
        if (wanted.isEmpty() && units.size() == 1) {
            return units.values().iterator().next();
        }
        EntityManagerFactory chosen = wanted.map(units::get).orElse(null);
        if (chosen == null) {
            throw faulty(
                    wanted.map(name -> "names '" + name + "', and there is no such persistence unit")
                            .orElse("is missing, and the application has " + units.size() + " persistence units"),
                    "name one of " + units.keySet());
        }
        return chosen;
    }

    /** The application's own manager for the unit, or one made for it: both bind the same entity manager. */
    static PlatformTransactionManager transactionsOf(EntityManagerFactory factory, ListableBeanFactory beans) {
        return beans.getBeansOfType(PlatformTransactionManager.class).values().stream()
                .filter(manager ->
                        manager instanceof JpaTransactionManager jpa && factory.equals(jpa.getEntityManagerFactory()))
                .findFirst()
                .orElseGet(() -> new JpaTransactionManager(factory));
    }

    private static String nameOf(String bean, EntityManagerFactory factory) {
        return factory instanceof EntityManagerFactoryInfo info && info.getPersistenceUnitName() != null
                ? info.getPersistenceUnitName()
                : bean;
    }

    private static FaultyDeclaration faulty(String problem, String mend) {
        return new FaultyDeclaration("the configuration", List.of(new Fault(PROPERTY, problem, mend)));
    }
}
