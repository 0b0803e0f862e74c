package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import dev.sojourn.processing.DenialReason;
import dev.sojourn.processing.ProcessingDenied;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.spring.quickstart.Bakery;
import dev.sojourn.spring.quickstart.Newsletter;
import dev.sojourn.spring.quickstart.Order;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(
        classes = Bakery.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "spring.config.location=classpath:quickstart.yml")
class QuickStartTest {

    @Autowired
    private Sojourn sojourn;

    @Autowired
    private Newsletter newsletter;

    @Autowired
    private EntityManager entityManager;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void guardsAServiceByAnAnnotation() {
        Purpose purpose = sojourn.policy().purpose("newsletter").orElseThrow();
        assertThatExceptionOfType(ProcessingDenied.class)
                .isThrownBy(() -> newsletter.send("ada"))
                .satisfies(denied -> assertThat(denied.decision().reason()).isEqualTo(DenialReason.NEVER_ASKED));
        sojourn.consents().give(DataSubject.of("ada"), purpose);
        newsletter.send("ada");
        sojourn.consents().withdraw(DataSubject.of("ada"), purpose);
        assertThatExceptionOfType(ProcessingDenied.class).isThrownBy(() -> newsletter.send("ada"));
        assertThat(newsletter.sent()).containsExactly("ada");
    }

    @Test
    void sweepsAnEntityByAnAnnotation() {
        Instant now = Instant.now();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            entityManager.persist(new Order("ada", now.minus(900, ChronoUnit.DAYS), "1 Old Street"));
            entityManager.persist(new Order("ada", now, "2 New Street"));
        });
        // tag::sweep[]
        SweepPlan plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan);
        // end::sweep[]
        assertThat(report.gone()).isEqualTo(1);
        assertThat(entityManager
                        .createQuery("select o.address from Order o", String.class)
                        .getResultList())
                .containsExactly("2 New Street");
    }

    @Test
    void leavesNeitherActNorRowWhenTheHostsTransactionRollsBack() {
        Purpose purpose = sojourn.policy().purpose("newsletter").orElseThrow();
        DataSubject bob = DataSubject.of("bob");
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            entityManager.persist(new Order("bob", Instant.now(), "3 Gone Street"));
            sojourn.consents().give(bob, purpose);
            assertThat(sojourn.may(bob, purpose)).isTrue();
            status.setRollbackOnly();
        });
        assertThat(sojourn.may(bob, purpose)).isFalse();
        assertThat(sojourn.consents().history(bob)).isEmpty();
    }
}
