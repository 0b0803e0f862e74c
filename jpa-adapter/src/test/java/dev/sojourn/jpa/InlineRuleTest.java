package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sojourn.Sojourn;
import dev.sojourn.annotation.Redact;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Fault;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    @Test
    void refusesARuleWrittenOnAnAttributeThatDoesNotRedactOrHasNoPeriod() {
        try (TestDatabase database = TestDatabase.h2();
                EntityManagerFactory unit = database.open(Map.of("hibernate.hbm2ddl.auto", "none"), Guest.class)) {
            assertThat(JpaStores.of(JpaUnitOfWork.of(unit)).data(policy).faults())
                    .extracting(Fault::element, Fault::problem)
                    .contains(
                            tuple(
                                    "Guest.phone",
                                    "is under a rule written inline that would DELETE, and an attribute can only be"
                                            + " redacted while its row stays"),
                            tuple("Guest.email", "has a rule of its own that is neither the policy's nor written here"),
                            tuple(
                                    "Guest.address",
                                    "has the period atMost = \"90 days\", which is no ISO 8601 period of days"));
        }
    }

    @Entity(name = "Guest")
    @Retained(atMost = "P90D", from = "came")
    static class Guest {

        @Id
        int id;

        @SubjectRef
        String login = "";

        LocalDate came = LocalDate.EPOCH;

        @Retained(atMost = "P30D", from = "came")
        @Redact(Redact.To.NULL)
        @Nullable
        String phone;

        @Retained(from = "came")
        @Redact(Redact.To.NULL)
        @Nullable
        String email;

        @Retained(atMost = "90 days", from = "came", then = Disposition.REDACT)
        @Redact(Redact.To.NULL)
        @Nullable
        String address;
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
