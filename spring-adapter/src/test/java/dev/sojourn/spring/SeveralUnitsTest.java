package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Purpose;
import dev.sojourn.spring.quickstart.Order;
import dev.sojourn.spring.units.Shelf;
import dev.sojourn.spring.units.TwoUnits;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An application with several persistence units, of which one keeps what Sojourn records. */
class SeveralUnitsTest {

    @Test
    void keepsItsTablesInTheUnitThatIsNamed() {
        try (ConfigurableApplicationContext context = start("--sojourn.persistence-unit=shop")) {
            Sojourn sojourn = context.getBean(Sojourn.class);
            Purpose newsletter = sojourn.policy().purpose("newsletter").orElseThrow();
            EntityManagerFactory shop = context.getBean("shopFactory", EntityManagerFactory.class);
            EntityManagerFactory archive = context.getBean("archiveFactory", EntityManagerFactory.class);
            assertThat(archive.getMetamodel().getEntities()).hasSize(1);
            TransactionTemplate inShop = transactions(context, "shopTransactions");
            TransactionTemplate inArchive = transactions(context, "archiveTransactions");

            inShop.executeWithoutResult(status -> {
                current(shop).persist(new Order("ada", Instant.now().minus(900, ChronoUnit.DAYS), "1 Old Street"));
                sojourn.consents().give(DataSubject.of("ada"), newsletter);
                status.setRollbackOnly();
            });
            assertThat(sojourn.consents().history(DataSubject.of("ada"))).isEmpty();

            inArchive.executeWithoutResult(status -> {
                current(archive).persist(new Shelf(1L, "empty"));
                sojourn.consents().give(DataSubject.of("ada"), newsletter);
                assertThat(sojourn.may(DataSubject.of("ada"), newsletter)).isTrue();
                status.setRollbackOnly();
            });
            assertThat(sojourn.may(DataSubject.of("ada"), newsletter)).isTrue();
            assertThat(count(archive, "Shelf")).isZero();

            inShop.executeWithoutResult(status ->
                    current(shop).persist(new Order("bob", Instant.now().minus(900, ChronoUnit.DAYS), "2 Old Street")));
            assertThat(sojourn.retention().sweep(sojourn.retention().preview()).gone())
                    .isEqualTo(1);
            assertThat(count(shop, "Order")).isZero();
        }
    }

    @Test
    void refusesToGuessWhichUnitIsMeant() {
        assertThatThrownBy(SeveralUnitsTest::start)
                .rootCause()
                .isInstanceOf(FaultyDeclaration.class)
                .hasMessageContaining(
                        "sojourn.persistence-unit: is missing, and the application has 2 persistence units")
                .hasMessageContaining("[archive, shop]");
    }

    @Test
    void refusesAUnitThatIsNotThere() {
        assertThatThrownBy(() -> start("--sojourn.persistence-unit=till"))
                .rootCause()
                .isInstanceOf(FaultyDeclaration.class)
                .hasMessageContaining("names 'till', and there is no such persistence unit");
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        SpringApplication application = new SpringApplication(TwoUnits.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--spring.config.location=classpath:quickstart.yml";
        return application.run(all);
    }

    private static TransactionTemplate transactions(ConfigurableApplicationContext context, String name) {
        return new TransactionTemplate(context.getBean(name, JpaTransactionManager.class));
    }

    private static EntityManager current(EntityManagerFactory factory) {
        EntityManager bound = EntityManagerFactoryUtils.getTransactionalEntityManager(factory);
        assertThat(bound).isNotNull();
        return bound;
    }

    private static long count(EntityManagerFactory factory, String entity) {
        EntityManager entityManager = factory.createEntityManager();
        try {
            return entityManager
                    .createQuery("select count(e) from " + entity + " e", Long.class)
                    .getSingleResult();
        } finally {
            entityManager.close();
        }
    }
}
