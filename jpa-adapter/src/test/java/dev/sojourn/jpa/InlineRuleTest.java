package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule written on an entity is a rule of the policy like any other. */
class InlineRuleTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Bucharest");

    private final Policy policy = Policy.builder("Visitors")
            .version("1")
            .zone(ZONE.getId())
            .controller(Party.named("Visitors Ltd").contact("privacy@visitors.example"))
            .build();

    @Test
    void sweepsByARuleWrittenOnTheEntityAndEntersItWithThePolicy() {
        try (TestDatabase database = TestDatabase.h2();
                EntityManagerFactory unit = database.open(SiteVisit.class)) {
            JpaUnitOfWork work = JpaUnitOfWork.of(unit);
            work.run(em -> {
                em.persist(new SiteVisit(1, LocalDate.of(2026, 1, 1)));
                em.persist(new SiteVisit(2, LocalDate.of(2026, 1, 2)));
            });
            Sojourn sojourn = Sojourn.builder(policy)
                    .stores(JpaStores.of(work))
                    .clock(HandMovedClock.at("2026-04-02T00:00", ZONE.getId()))
                    .build();

            SweepReport report = sojourn.retention().sweep(sojourn.retention().preview());

            assertThat(report.gone()).isEqualTo(1);
            List<Integer> left = work.call(em -> em.createQuery("select v.id from SiteVisit v", Integer.class)
                    .getResultList());
            assertThat(left).containsExactly(2);
            assertThat(sojourn.policy().versionsOf("site-visit"))
                    .singleElement()
                    .satisfies(rule -> {
                        assertThat(rule.reason()).contains("nobody looks at older ones");
                        assertThat(rule.category()).isEqualTo("site-visit");
                    });
            assertThat(sojourn.policy().digest()).isNotEqualTo(policy.digest());
            assertThat(sojourn.ledger().read(ChainId.INSTALLATION, 0, 10))
                    .map(LedgerEntry::body)
                    .anySatisfy(body -> assertThat(body)
                            .containsEntry("digest", sojourn.policy().digest()));
        }
    }

    @Entity(name = "SiteVisit")
    @Retained(atMost = "P90D", from = "visitedOn", because = "nobody looks at older ones")
    static class SiteVisit {

        @Id
        int id;

        @SubjectRef
        String visitor;

        LocalDate visitedOn;

        protected SiteVisit() {}

        SiteVisit(int id, LocalDate visitedOn) {
            this.id = id;
            this.visitor = "visitor-" + id;
            this.visitedOn = visitedOn;
        }
    }
}
