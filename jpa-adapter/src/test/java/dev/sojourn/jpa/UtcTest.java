package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Cutoff;
import dev.sojourn.retention.Cutoffs;
import dev.sojourn.retention.Run;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Times stand in the tables in UTC, whatever zones the host's machines and settings have. */
class UtcTest {

    /** As a local time, this is in the hour that Bucharest skips on that day. */
    private static final Instant SKIPPED = Instant.parse("2026-03-29T03:30:00.123456Z");

    private final TimeZone before = TimeZone.getDefault();

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(before);
    }

    @Test
    void keepsATimeThatTheHostsZoneSkips() {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Bucharest"));
        try (TestDatabase database = database()) {
            LedgerEntry written;
            try (EntityManagerFactory unit = database.open(Map.of("hibernate.jdbc.time_zone", "America/New_York"))) {
                written = ledger(unit).append(ChainId.INSTALLATION, EntryKind.SETTING_CHANGED, Map.of(), Map.of());
            }
            assertThat(written.at()).isEqualTo(SKIPPED);
            assertThat(database.texts("select cast(recorded_at as varchar(40)) from sojourn_ledger"))
                    .containsExactly("2026-03-29 03:30:00.123456");
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            try (EntityManagerFactory unit = database.open()) {
                assertThat(ledger(unit).read(ChainId.INSTALLATION, 0, 10)).containsExactly(written);
            }
        }
    }

    /** Often, since a driver may change how it takes a statement's times once the statement has come a few times. */
    @Test
    void readsAnActThatTheHostsZoneSkipsInAUnitAndOutside() {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Bucharest"));
        SubjectAct act = new SubjectAct(
                "1",
                DataSubject.of("ada"),
                ActKind.GIVEN,
                "newsletter",
                "",
                Actor.subject(),
                SKIPPED,
                SKIPPED.minusNanos(1_000),
                new TreeMap<>(Map.of("level", "EXPLICIT")));
        try (TestDatabase database = database();
                EntityManagerFactory unit = database.open(Map.of("hibernate.jdbc.time_zone", "America/New_York"))) {
            JpaUnitOfWork work = JpaUnitOfWork.of(unit);
            ConsentStore consents = JpaStores.of(work).consents();
            assertThat(consents.read(act.subject()).key()).isEmpty();
            work.run(em -> consents.put(act));
            for (int time = 0; time < 12; time++) {
                assertThat(consents.read(act.subject()).acts()).containsExactly(act);
                assertThat(work.call(em -> consents.read(act.subject())).acts()).containsExactly(act);
            }
            assertThat(consents.read(act.subject()).key())
                    .isPresent()
                    .isEqualTo(work.call(em -> consents.read(act.subject())).key());
        }
    }

    @Test
    void handsAQueryTheCutoffThatWasWritten() {
        TimeZone.setDefault(TimeZone.getTimeZone("America/Sao_Paulo"));
        Cutoff cutoff = new Cutoff(LocalDate.of(2026, 3, 29), ZoneId.of("Europe/Bucharest"));
        try (TestDatabase database = database();
                EntityManagerFactory unit = database.open(Map.of("hibernate.jdbc.time_zone", "America/New_York"))) {
            JpaUnitOfWork work = JpaUnitOfWork.of(unit);
            // as whoever is about to ask for rows does
            Provider.of(unit);
            JpaStores.of(work)
                    .runs()
                    .add(
                            new Run("run-1", "", "1", "d", SKIPPED, SKIPPED, Run.State.PREVIEWING),
                            List.of(new Cutoffs(
                                    "invoice",
                                    Optional.empty(),
                                    Map.of("acme", Optional.of(cutoff), "never", Optional.empty()))));
            Instant acme = work.call(em -> em.createQuery(
                            "select c.beforeAt from SojournRunCutoff c where c.run = 'run-1' and c.name = 'invoice'"
                                    + " and c.tenant = 'acme' and c.beforeAt = :at and c.beforeDay = :day",
                            Instant.class)
                    .setParameter("at", cutoff.beforeInstant())
                    .setParameter("day", cutoff.before())
                    .getSingleResult());
            assertThat(acme).isEqualTo(Instant.parse("2026-03-28T22:00:00Z"));
            List<String> never = work.call(em -> em.createQuery(
                            "select c.tenant from SojournRunCutoff c where c.beforeAt is null and c.beforeDay is null",
                            String.class)
                    .getResultList());
            assertThat(never).containsExactly("never");
        }
    }

    private static Ledger ledger(EntityManagerFactory unit) {
        JpaUnitOfWork work = JpaUnitOfWork.of(unit);
        return new Ledger(JpaStores.of(work).ledger(), work, Clock.fixed(SKIPPED, ZoneOffset.UTC));
    }
}
