package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.ledger.Breach;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Checkpoints;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.LedgerRetention;
import dev.sojourn.ledger.LedgerVerifier;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Actor;
import dev.sojourn.time.RetentionCalendar;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;

/**
 * Verification beside writers, checkpoints and trims sees nothing wrong where nothing is. A trim takes place a year after
 * everything else, so no unit may be open across that year: it waits for those under way, as a year would.
 */
class VerificationRaceTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final RetentionCalendar UTC = RetentionCalendar.in(ZoneOffset.UTC, MonthDay.of(12, 31));
    private static final int ROUNDS = 40;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Test
    void findsNothingWrongWhileOthersWrite() throws Exception {
        try (TestDatabase database = database();
                EntityManagerFactory unit = database.open()) {
            JpaStores stores = JpaStores.of(JpaUnitOfWork.of(unit));
            Ledger ledger = new Ledger(stores.ledger(), stores.work(), Clock.fixed(START, ZoneOffset.UTC));
            Ledger later = new Ledger(
                    stores.ledger(), stores.work(), Clock.fixed(START.plus(Duration.ofDays(365)), ZoneOffset.UTC));
            ReadWriteLock years = new ReentrantReadWriteLock();
            LedgerVerifier verifier = new LedgerVerifier(ledger, stores.chains(), stores.checkpoints(), List.of());
            Checkpoints seals = new Checkpoints(ledger, stores.chains(), stores.checkpoints(), Optional.empty());
            LedgerRetention retention = new LedgerRetention(
                    later, stores.chains(), stores.checkpoints(), Optional.empty(), List.of(), Period.ofDays(100), UTC);
            AtomicInteger writers = new AtomicInteger(4);
            List<Callable<List<Breach>>> all = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int writer = i;
                all.add(() -> repeat(writers, years.readLock(), round -> {
                    ChainId chain = ChainId.run("chain-" + (writer + round) % 5);
                    LedgerEntry entry = ledger.append(
                            chain, EntryKind.RUN_STARTED, Actor.employee("E. Noether"), "a reason", Map.of());
                    if (round % 3 == 0) {
                        ledger.detach(entry, "reason", Actor.employee("C. Gauss"), "");
                    }
                }));
            }
            all.add(() -> repeat(writers, years.readLock(), round -> {
                if (round % 5 == 0) {
                    seals.make();
                } else {
                    ledger.append(ChainId.INSTALLATION, EntryKind.SETTING_CHANGED, Map.of(), Map.of());
                }
            }));
            AtomicLong dropped = new AtomicLong();
            all.add(() -> repeat(
                    writers,
                    years.writeLock(),
                    round -> retention.trim().ifPresent(report -> dropped.addAndGet(report.dropped()))));
            all.add(() -> {
                List<Breach> breaches = new ArrayList<>();
                do {
                    breaches.addAll(verifier.verify().breaches());
                } while (writers.get() > 0);
                breaches.addAll(verifier.verify().breaches());
                return breaches;
            });

            ExecutorService threads = Executors.newFixedThreadPool(all.size());
            try {
                for (Future<List<Breach>> done : threads.invokeAll(all)) {
                    assertThat(done.get()).isEmpty();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(dropped).hasPositiveValue();
        }
    }

    private interface Round {
        void go(int round);
    }

    /** What lost a race is tried again, as a host would. */
    private static List<Breach> repeat(AtomicInteger writers, Lock turn, Round round) {
        try {
            for (int i = 0; i < ROUNDS; i++) {
                boolean done = false;
                while (!done) {
                    turn.lock();
                    try {
                        round.go(i);
                        done = true;
                    } catch (StoreException e) {
                        if (!e.isWorthRetrying()) {
                            throw e;
                        }
                    } finally {
                        turn.unlock();
                    }
                }
            }
            return List.of();
        } finally {
            writers.decrementAndGet();
        }
    }
}
