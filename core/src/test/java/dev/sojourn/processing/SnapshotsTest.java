package dev.sojourn.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.consent.StandingActs;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotsTest {

    private static final DataSubject ADA = DataSubject.of("u-17");
    private static final DataSubject BOB = DataSubject.of("u-18");

    private static final StandingActs NOTHING = new StandingActs(Optional.empty(), 0, List.of(), true);

    private final UnitOfWork work = new InMemoryStores().work();
    private final Snapshots snapshots = new Snapshots(1_000);
    private static final Decision FIRST = yes(1);
    private static final Decision SECOND = yes(2);

    private final Snapshot before = Snapshot.of(List.of(FIRST), NOTHING);
    private final Snapshot after = Snapshot.of(List.of(SECOND), NOTHING);

    @Test
    void remembersWhatWasRead() {
        assertThat(snapshots.read(ADA, false, () -> before)).isSameAs(before);
        assertRemembered(ADA, FIRST);
        assertThat(snapshots.find(BOB)).isNull();
    }

    @Test
    void remembersNothingReadWhileAWriteBegan() {
        work.run(() -> {
            snapshots.read(ADA, false, () -> {
                snapshots.writing(ADA, work);
                return before;
            });
            assertThat(snapshots.find(ADA)).isNull();
            return ADA;
        });
        assertThat(snapshots.find(ADA)).isNull();
    }

    @Test
    void remembersNothingReadAcrossAWholeWrite() {
        snapshots.read(ADA, false, () -> {
            work.run(() -> {
                snapshots.writing(ADA, work);
                return ADA;
            });
            return before;
        });
        assertThat(snapshots.find(ADA)).isNull();
    }

    @Test
    void remembersNothingReadAcrossAWriteThoughAnotherReaderCameAndWent() {
        snapshots.read(ADA, false, () -> {
            work.run(() -> {
                snapshots.writing(ADA, work);
                return ADA;
            });
            snapshots.read(ADA, false, () -> after);
            return before;
        });
        assertRemembered(ADA, SECOND);
    }

    @Test
    void forgetsWhenAWriteBeginsAndRemembersNothingUntilItIsOver() {
        snapshots.read(ADA, false, () -> before);
        work.run(() -> {
            snapshots.writing(ADA, work);
            assertThat(snapshots.find(ADA)).isNull();
            snapshots.read(ADA, false, () -> after);
            assertThat(snapshots.find(ADA)).isNull();
            snapshots.read(BOB, false, () -> after);
            assertRemembered(BOB, SECOND);
            return ADA;
        });
        assertThat(snapshots.find(ADA)).isNull();
        snapshots.read(ADA, false, () -> after);
        assertRemembered(ADA, SECOND);
    }

    @Test
    void remembersAgainAfterARollback() {
        assertThatThrownBy(() -> work.run(() -> {
            snapshots.writing(ADA, work);
            snapshots.writing(ADA, work);
            throw new IllegalStateException("no");
        }));
        snapshots.read(ADA, false, () -> after);
        assertRemembered(ADA, SECOND);
    }

    @Test
    void remembersNothingOfAReadThatFailed() {
        assertThatThrownBy(() -> snapshots.read(ADA, false, () -> {
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");
        snapshots.read(ADA, false, () -> Snapshot.once(List.of(), new LongAdder()));
        assertThat(snapshots.find(ADA)).isNull();
        snapshots.read(ADA, false, () -> after);
        assertRemembered(ADA, SECOND);
    }

    @Test
    void letsThreadsThatMissTheSameSubjectShareOneReadingAndOneInAUnitReadAlone() throws Exception {
        AtomicInteger readings = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<Snapshot> first = threads.submit(() -> snapshots.read(ADA, false, () -> {
                readings.incrementAndGet();
                started.countDown();
                await(go);
                return before;
            }));
            await(started);
            List<FutureTask<Snapshot>> others = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                FutureTask<Snapshot> other = new FutureTask<>(() -> snapshots.read(ADA, false, () -> {
                    readings.incrementAndGet();
                    return after;
                }));
                others.add(other);
                Thread thread = new Thread(other);
                thread.start();
                while (thread.getState() != Thread.State.WAITING && !other.isDone()) {
                    Thread.onSpinWait();
                }
            }
            assertThat(snapshots.read(ADA, true, () -> after)).isSameAs(after);
            go.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS)).isSameAs(before);
            for (FutureTask<Snapshot> other : others) {
                assertThat(other.get(30, TimeUnit.SECONDS)).isSameAs(before);
            }
            assertThat(readings).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void sharesNoReadingThatAWriteOvertook() {
        snapshots.read(ADA, false, () -> {
            work.run(() -> {
                snapshots.writing(ADA, work);
                return ADA;
            });
            assertThat(snapshots.read(ADA, false, () -> after)).isSameAs(after);
            return before;
        });
    }

    @Test
    void forgetsAllWhenItMayKeepNone() {
        Snapshots none = new Snapshots(0);
        assertThat(none.read(ADA, false, () -> before)).isSameAs(before);
        assertThat(none.read(ADA, false, () -> after)).isSameAs(after);
    }

    @Test
    void tellsApartMorePurposesThanALongHasBits() {
        List<Decision> decisions = new ArrayList<>();
        IntStream.range(0, 200).forEach(i -> decisions.add(i % 3 == 0 ? yes(i) : no(i)));
        Snapshot snapshot = Snapshot.of(decisions, NOTHING);
        IntStream.range(0, 200).forEach(i -> {
            assertThat(snapshot.allows(i)).isEqualTo(i % 3 == 0);
            assertThat(snapshot.decision(i).purpose()).isEqualTo("p" + i);
        });
    }

    @Test
    void holdsUntilTheMillisecondInWhichTheFirstAnswerEnds() {
        Instant end = Instant.ofEpochMilli(5_000).plusNanos(400_000);
        Snapshot snapshot = Snapshot.of(List.of(yes(0), until(end), until(end.plusSeconds(1)), no(3)), NOTHING);
        assertThat(snapshot.holdsAt(4_999)).isTrue();
        assertThat(snapshot.holdsAt(5_000)).isFalse();
        assertThat(Snapshot.of(List.of(yes(0), no(1)), NOTHING).holdsAt(Long.MAX_VALUE - 1))
                .isTrue();
    }

    @Test
    void holdsOnlyInTheTenantsEraItWasReadIn() {
        TenantEra era = new TenantEra();
        Snapshot early = Snapshot.of(List.of(), NOTHING, era, era.stamp(), era.isSettled());
        assertThat(early.isKeepable()).isTrue();
        assertThat(early.holdsAt(0)).isTrue();
        era.begin();
        assertThat(early.holdsAt(0)).isFalse();
        assertThat(Snapshot.of(List.of(), NOTHING, era, era.stamp(), era.isSettled())
                        .isKeepable())
                .isFalse();
        Snapshot during = Snapshot.of(List.of(), NOTHING, era, era.stamp(), true);
        era.end();
        assertThat(during.holdsAt(0)).isFalse();
        assertThat(Snapshot.of(List.of(), NOTHING, era, era.stamp(), era.isSettled())
                        .isKeepable())
                .isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Decision yes(int number) {
        return new Decision.Allowed(
                "p" + number,
                LegalBasis.CONTRACT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static Decision until(Instant end) {
        return new Decision.Allowed(
                "p", LegalBasis.CONSENT, Optional.empty(), Optional.of(end), Optional.empty(), Optional.empty(), false);
    }

    private static Decision no(int number) {
        return Decision.Denied.plainly("p" + number, DenialReason.NEVER_ASKED);
    }

    private void assertRemembered(DataSubject subject, Decision decision) {
        assertThat(snapshots.find(subject))
                .isNotNull()
                .extracting(found -> found.decision(0))
                .isSameAs(decision);
    }
}
