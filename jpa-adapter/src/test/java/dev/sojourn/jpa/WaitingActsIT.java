package dev.sojourn.jpa;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import jakarta.persistence.EntityManagerFactory;
import java.time.Period;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Who waits for the lock on a subject's chain weighs what was recorded meanwhile, and not what stood when it asked. */
class WaitingActsIT {

    private static final Purpose NEWSLETTER =
            Purpose.of("newsletter").titled("Send news").on(CONSENT);
    private static final DataSubject ADA = DataSubject.of("u-17");
    private static final Policy POLICY = Policy.builder("policy of a test")
            .version("1")
            .zone("Europe/Bucharest")
            .controller(Party.named("AllAI"))
            .retainProof(Period.ofYears(3))
            .purposes(NEWSLETTER)
            .build();

    @Test
    @Upholds("GDPR 7(3)")
    void followsAWithdrawalThatCommittedWhileItWaitedThoughTheOtherNodesClockRanAhead() throws Exception {
        HandMovedClock ahead = HandMovedClock.at("2026-06-01T10:00", "Europe/Bucharest");
        HandMovedClock behind = HandMovedClock.at("2026-06-01T09:00", "Europe/Bucharest");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (TestDatabase database = TestDatabase.postgres();
                EntityManagerFactory unit = database.open()) {
            JpaUnitOfWork work = JpaUnitOfWork.of(unit);
            Sojourn one = Sojourn.builder(POLICY)
                    .stores(JpaStores.of(work))
                    .clock(ahead)
                    .build();
            Sojourn two = Sojourn.builder(POLICY)
                    .stores(JpaStores.of(work))
                    .clock(behind)
                    .build();
            two.consents().give(ADA, NEWSLETTER);
            Future<SubjectAct> given = work.call(entityManager -> {
                one.consents().withdraw(ADA, NEWSLETTER);
                Future<SubjectAct> waiting = other.submit(() -> two.consents().give(ADA, NEWSLETTER));
                awaitSomebodyWaiting(database);
                return waiting;
            });
            assertThat(given.get(30, TimeUnit.SECONDS).effectiveAt()).isAfter(ahead.instant());
            assertThat(two.consents().current(ADA)).extracting(SubjectAct::kind).containsExactly(ActKind.GIVEN);
            assertThat(two.gate().fresh().may(ADA, NEWSLETTER)).isTrue();
        } finally {
            other.shutdownNow();
        }
    }

    private static void awaitSomebodyWaiting(TestDatabase database) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (database.texts("select count(*)::text from pg_locks where not granted")
                .equals(List.of("0"))) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
