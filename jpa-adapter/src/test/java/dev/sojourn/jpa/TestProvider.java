package dev.sojourn.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens the host's unit on whichever provider is on the classpath: the one thing that no specification says. */
final class TestProvider {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestProvider() {}

    /** Whether the provider is EclipseLink; otherwise it is Hibernate. */
    static boolean isEclipseLink() {
        return provider().getClass().getName().startsWith("org.eclipse.persistence.");
    }

    /** The unit of that name in persistence.xml with these entities, whose tables the provider makes. */
    static EntityManagerFactory open(String name, Map<String, Object> settings, List<Class<?>> entities) {
        Map<String, Object> properties = new HashMap<>(settings);
        if (!isEclipseLink()) {
            properties.putIfAbsent("hibernate.hbm2ddl.auto", "update");
            properties.put("hibernate.loaded_classes", entities);
            return Persistence.createEntityManagerFactory(name, properties);
        }
        properties.putIfAbsent("eclipselink.ddl-generation", "create-or-extend-tables");
        properties.put("eclipselink.session-name", name + NUMBER.incrementAndGet());
        properties.put("eclipselink.weaving", "false");
        properties.put("eclipselink.logging.level", "OFF");
        return provider().createContainerEntityManagerFactory(HostUnit.of(name, entities), properties);
    }

    private static PersistenceProvider provider() {
        List<PersistenceProvider> found =
                new ArrayList<>(PersistenceProviderResolverHolder.getPersistenceProviderResolver()
                        .getPersistenceProviders());
        if (found.size() != 1) {
            throw new IllegalStateException("one provider at a time: " + found);
        }
        return found.get(0);
    }
}
