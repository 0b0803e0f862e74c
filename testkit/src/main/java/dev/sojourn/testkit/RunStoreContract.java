package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sojourn.Stores;
import dev.sojourn.retention.Cutoff;
import dev.sojourn.retention.Cutoffs;
import dev.sojourn.retention.Run;
import dev.sojourn.retention.SweepCount;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link dev.sojourn.retention.RunStore} must do; a store's own test extends it. */
public abstract class RunStoreContract {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123456Z");
    private static final Cutoff CUTOFF = new Cutoff(LocalDate.of(2026, 5, 2), ZoneId.of("Europe/Bucharest"));

    private Stores stores;

    /** For subclasses. */
    protected RunStoreContract() {}

    /**
     * The stores under test.
     *
     * @return stores without any run
     */
    protected abstract Stores stores();

    @BeforeEach
    void takeStores() {
        stores = stores();
    }

    @Test
    void keepsEveryPartOfAPlan() {
        Run run = run();
        add(run, List.of());
        assertThat(unit(() -> stores.runs().find(run.id()))).contains(run);
    }

    @Test
    void listsTheLastSweepsAndNeitherPlansNorErasures() {
        Run earlier = judged(NOON.minusSeconds(60), "digest");
        Run later = judged(NOON, "digest");
        Run plan = judged(NOON.plusSeconds(60), "digest");
        Run erasure = judged(NOON.plusSeconds(90), "");
        List.of(earlier, later, plan, erasure).forEach(run -> add(run, List.of()));
        unit(() -> {
            stores.runs().move(earlier.id(), Run.State.ENDED);
            stores.runs().move(later.id(), Run.State.RUNNING);
            stores.runs().move(erasure.id(), Run.State.ENDED);
            return true;
        });
        assertThat(unit(() -> stores.runs().latest(10))).extracting(Run::id).containsExactly(later.id(), earlier.id());
        assertThat(unit(() -> stores.runs().latest(1))).extracting(Run::id).containsExactly(later.id());
    }

    @Test
    void listsAnAbandonedSweepAmongTheLastAndNoLongerAmongThoseUnderWay() {
        Run run = judged(NOON, "digest");
        add(run, List.of());
        move(run, Run.State.RUNNING);
        assertThat(unit(() -> stores.runs().running())).contains(run.id());
        move(run, Run.State.ABANDONED);
        assertThat(unit(() -> stores.runs().running())).doesNotContain(run.id());
        assertThat(unit(() -> stores.runs().latest(1)))
                .extracting(Run::id, Run::state)
                .containsExactly(tuple(run.id(), Run.State.ABANDONED));
    }

    @Test
    void forgetsWhatAllButTheLastRunsTookAndNoConfirmation() {
        unit(() -> {
            stores.sweeps().add(List.of(new SweepCount("r0", "", "booking", "", 0, true, NOON)));
            for (int run = 1; run <= 5; run++) {
                stores.sweeps()
                        .add(List.of(
                                new SweepCount("r" + run, "Booking", "booking", "alpha", 100 - run, false, NOON),
                                new SweepCount("r" + run, "Booking", "booking", "beta", run, false, NOON),
                                new SweepCount("r" + run, "Guest", "booking", "alpha", 100 - run, false, NOON)));
            }
            stores.sweeps().forget("Booking", "booking", 2);
            return true;
        });
        assertThat(unit(() -> stores.sweeps().largest("Booking", "booking", 10)))
                .as("of the last two")
                .isEqualTo(Map.of("alpha", 96L, "beta", 5L));
        assertThat(unit(() -> stores.sweeps().largest("Guest", "booking", 10)))
                .as("of another entity")
                .isEqualTo(Map.of("alpha", 99L));
        assertThat(unit(() -> stores.sweeps().confirmed())).isEqualTo(Map.of("booking", NOON));
    }

    private static Run judged(Instant at, String digest) {
        return new Run(UUID.randomUUID().toString(), digest, "1", "content", at, at.plusSeconds(60), Run.State.PLANNED);
    }

    @Test
    void knowsNoPlanItWasNotGiven() {
        assertThat(unit(() -> stores.runs().find(UUID.randomUUID().toString()))).isEmpty();
    }

    @Test
    void keepsThePlansCutoffsOfManyTenants() {
        Map<String, Optional<Cutoff>> tenants = new TreeMap<>();
        IntStream.range(0, 2_500).forEach(number -> tenants.put("tenant-" + number, Optional.of(CUTOFF)));
        tenants.put("never", Optional.empty());
        Run run = run();
        Run other = run();
        add(
                run,
                List.of(
                        new Cutoffs("conversation-log", Optional.of(CUTOFF), tenants),
                        new Cutoffs("voice-recording", Optional.empty(), tenants)));
        add(other, List.of(new Cutoffs("conversation-log", Optional.of(CUTOFF), tenants)));
        assertThat(unit(() -> stores.runs().find(run.id()))).contains(run);
        assertThat(unit(() -> stores.runs().find(other.id()))).contains(other);
    }

    @Test
    void sealsAPlanWithItsDigest() {
        Run run = run();
        add(run, List.of());
        unit(() -> {
            stores.runs().seal(run.id(), "a".repeat(64));
            return run;
        });
        assertThat(unit(() -> stores.runs().find(run.id())))
                .contains(new Run(
                        run.id(),
                        "a".repeat(64),
                        run.policyVersion(),
                        run.policyDigest(),
                        run.at(),
                        run.expiresAt(),
                        Run.State.PLANNED));
    }

    @Test
    void movesARunFromPlanToEnd() {
        Run run = run();
        add(run, List.of());
        move(run, Run.State.RUNNING);
        assertThat(unit(() -> stores.runs().find(run.id()))).map(Run::state).contains(Run.State.RUNNING);
        move(run, Run.State.ENDED);
        assertThat(unit(() -> stores.runs().find(run.id()))).map(Run::state).contains(Run.State.ENDED);
    }

    @Test
    void listsTheRunsThatAreRunning() {
        Run previewed = run();
        Run running = run();
        Run ended = run();
        List.of(previewed, running, ended).forEach(run -> add(run, List.of()));
        move(running, Run.State.RUNNING);
        move(ended, Run.State.RUNNING);
        move(ended, Run.State.ENDED);
        assertThat(unit(() -> stores.runs().running())).containsExactly(running.id());
    }

    @Test
    void locksARunUntilTheUnitEnds() throws Exception {
        Run run = run();
        add(run, List.of());
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> second = stores.work().runNew(() -> {
            assertThat(stores.runs().lock(run.id())).contains(run.state());
            stores.runs().lock(run.id());
            CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> {
                begun.countDown();
                return stores.work().runNew(() -> {
                    stores.runs().lock(run.id());
                    return "locked";
                });
            });
            assertThat(waitFor(begun)).isTrue();
            assertThatThrownBy(() -> waiting.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            return waiting;
        });
        assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("locked");
    }

    @Test
    void forgetsExpiredPlansThatNobodySwept() {
        Run counted = run();
        Run planned = run();
        Run running = run();
        Run ended = run();
        Map<String, Optional<Cutoff>> tenants = Map.of("tenant", Optional.of(CUTOFF));
        List.of(counted, planned, running, ended)
                .forEach(run -> add(run, List.of(new Cutoffs("rule#0", Optional.of(CUTOFF), tenants))));
        unit(() -> {
            stores.runs().seal(planned.id(), "a".repeat(64));
            return planned;
        });
        move(running, Run.State.RUNNING);
        move(ended, Run.State.ENDED);
        forget(counted.expiresAt());
        assertThat(unit(() -> stores.runs().find(counted.id()))).isPresent();
        assertThat(unit(() -> stores.runs().find(planned.id()))).isPresent();

        forget(counted.expiresAt().plusMillis(1));
        assertThat(unit(() -> stores.runs().find(counted.id()))).isEmpty();
        assertThat(unit(() -> stores.runs().find(planned.id()))).isEmpty();
        assertThat(unit(() -> stores.runs().find(running.id()))).isPresent();
        assertThat(unit(() -> stores.runs().find(ended.id()))).isPresent();
    }

    @Test
    void forgetsWhatAFailedUnitDid() {
        Run kept = run();
        add(kept, List.of());
        Run given = run();
        assertThatThrownBy(() -> unit(() -> {
                    stores.runs().add(given, List.of());
                    stores.runs().move(kept.id(), Run.State.RUNNING);
                    throw new IllegalStateException("the host changed its mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(unit(() -> stores.runs().find(given.id()))).isEmpty();
        assertThat(unit(() -> stores.runs().running())).isEmpty();
    }

    private static Run run() {
        return new Run(
                UUID.randomUUID().toString(),
                "",
                "2026-02-01",
                "b".repeat(64),
                NOON,
                NOON.plus(Duration.ofDays(1)),
                Run.State.PREVIEWING);
    }

    private void add(Run run, List<Cutoffs> cutoffs) {
        unit(() -> {
            stores.runs().add(run, cutoffs);
            return run;
        });
    }

    private void forget(Instant expiredBefore) {
        unit(() -> {
            stores.runs().forget(expiredBefore);
            return expiredBefore;
        });
    }

    private void move(Run run, Run.State state) {
        unit(() -> {
            stores.runs().move(run.id(), state);
            return run;
        });
    }

    private static boolean waitFor(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T unit(Supplier<T> work) {
        return stores.work().run(work);
    }
}
