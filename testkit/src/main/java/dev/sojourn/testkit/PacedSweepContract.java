package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.Sojourn;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.Actor;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepHandle;
import dev.sojourn.retention.SweepPace;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepProgress;
import dev.sojourn.retention.SweepReport;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a sweep keeps to its pace, stops and is gone on with, over any stores; a store's own test extends it. */
public abstract class PacedSweepContract {

    private static final Actor IOANA = Actor.employee("Ioana");
    private static final Instant DUE = Instant.parse("2026-04-01T10:00:00Z");
    private static final LocalDate LONG_AGO = LocalDate.of(2026, 1, 1);

    private final List<SweepProgress.Advance> heard = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private DataFixture fixture;
    private HandMovedClock clock;
    private Sojourn sojourn;
    private Runnable afterBatch = () -> {};

    /** For subclasses. */
    protected PacedSweepContract() {}

    /**
     * The rows under test.
     *
     * @return a fixture without any row
     */
    protected abstract DataFixture fixture();

    @BeforeEach
    void open() {
        fixture = fixture();
        clock = HandMovedClock.at("2026-06-01T21:00", "Europe/Bucharest");
        sojourn = fixture.sojourn()
                .clock(clock)
                .batchSize(2)
                .planValidFor(Duration.ofHours(12))
                .pauses(length -> {
                    pauses.add(length);
                    clock.advance(length);
                })
                .progress(advance -> {
                    heard.add(advance);
                    if (!advance.ended()) {
                        afterBatch.run();
                    }
                })
                .build();
    }

    @Test
    void stopsAfterTheBatchItIsInWhenCancelledAndGoesOnUnderTheSamePlan() {
        bookings(7);
        SweepPlan plan = sojourn.retention().preview();
        SweepHandle handle = new SweepHandle();
        afterBatch = handle::cancel;

        SweepReport first = sojourn.retention().sweep(plan, IOANA, SweepPace.full(), handle);
        assertThat(first.stopped()).contains(SweepReport.Stop.CANCELLED);
        assertThat(first.gone()).isEqualTo(2);
        assertThat(first.spared(KeepReason.NOT_REACHED)).isEqualTo(5);
        assertThat(fixture.keys()).hasSize(5);
        assertThat(last(plan).kind()).isEqualTo(EntryKind.RUN_STOPPED);
        assertThat(last(plan).body()).containsEntry("why", "CANCELLED").containsEntry("disposed", "2");

        afterBatch = () -> {};
        SweepReport second = sojourn.retention().sweep(plan, IOANA);
        assertThat(second.stopped()).isEmpty();
        assertThat(second.alreadySwept()).isFalse();
        assertThat(second.gone()).isEqualTo(5);
        assertThat(bookingStep(second).earlier()).as("gone before").isEqualTo(2);
        assertThat(bookingStep(second).spared())
                .as("what went before did not change")
                .isEmpty();
        assertThat(fixture.keys()).isEmpty();
        assertThat(recorded(plan)).isEqualTo(7);
        assertThat(last(plan).kind()).isEqualTo(EntryKind.RUN_ENDED);
        assertThat(sojourn.retention().sweep(plan).alreadySwept()).isTrue();
    }

    @Test
    void takesAnInterruptOfItsThreadForACancel() {
        bookings(3);
        SweepPlan plan = sojourn.retention().preview();
        afterBatch = () -> Thread.currentThread().interrupt();
        SweepReport report = sojourn.retention().sweep(plan, IOANA);
        assertThat(Thread.interrupted()).as("the interrupt stays set").isTrue();
        assertThat(report.stopped()).contains(SweepReport.Stop.CANCELLED);
        assertThat(report.gone()).isEqualTo(2);
    }

    @Test
    void goesOnWithAStoppedRunUntilItsPlanExpires() {
        bookings(3);
        SweepPlan plan = sojourn.retention().preview();
        SweepHandle handle = new SweepHandle();
        handle.cancel();
        assertThat(sojourn.retention()
                        .sweep(plan, IOANA, SweepPace.full(), handle)
                        .gone())
                .isZero();
        clock.advance(Duration.ofHours(12));
        assertThatThrownBy(() -> sojourn.retention().sweep(plan, IOANA)).hasMessageContaining("preview again");
        assertThat(fixture.keys()).hasSize(3);
        assertThat(sojourn.retention()
                        .sweep(sojourn.retention().preview(), IOANA)
                        .gone())
                .isEqualTo(3);
    }

    @Test
    void looksAtNoMoreRowsASecondThanItMay() {
        bookings(10);
        SweepPlan plan = sojourn.retention().preview();
        Instant begun = clock.instant();
        SweepReport report =
                sojourn.retention().sweep(plan, IOANA, SweepPace.full().rowsPerSecond(4), new SweepHandle());
        assertThat(report.gone()).isEqualTo(10);
        assertThat(Duration.between(begun, clock.instant())).isEqualTo(Duration.ofMillis(2_500));
        assertThat(pauses).containsOnly(Duration.ofMillis(500));
        assertThat(heard)
                .filteredOn(advance -> advance.entity().equals("Booking"))
                .filteredOn(advance -> !advance.ended() && advance.done() > 2)
                .allSatisfy(advance -> assertThat(advance.rowsPerSecond()).isBetween(4.0, 9.0));
    }

    @Test
    void cancelsAPauseWithinASecond() {
        bookings(4);
        SweepPlan plan = sojourn.retention().preview();
        SweepHandle handle = new SweepHandle();
        Sojourn other = fixture.sojourn()
                .clock(clock)
                .batchSize(4)
                .pauses(length -> {
                    pauses.add(length);
                    clock.advance(length);
                    handle.cancel();
                })
                .build();
        SweepReport report =
                other.retention().sweep(plan, IOANA, SweepPace.full().rowsPerSecond(1), handle);
        assertThat(report.stopped()).contains(SweepReport.Stop.CANCELLED);
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void beginsNoBatchOutsideItsWindowByTheControllersZone() {
        bookings(3);
        SweepPlan plan = sojourn.retention().preview();
        SweepPace night = SweepPace.full().between(LocalTime.of(22, 0), LocalTime.of(4, 0));
        SweepReport early = sojourn.retention().sweep(plan, IOANA, night, new SweepHandle());
        assertThat(early.stopped()).contains(SweepReport.Stop.WINDOW_CLOSED);
        assertThat(fixture.keys()).hasSize(3);

        clock.set("2026-06-02T03:59:59");
        afterBatch = () -> clock.advance(Duration.ofSeconds(1));
        SweepReport late = sojourn.retention().sweep(plan, IOANA, night, new SweepHandle());
        assertThat(late.stopped()).contains(SweepReport.Stop.WINDOW_CLOSED);
        assertThat(late.gone()).as("the batch that had begun").isEqualTo(2);
        assertThat(fixture.keys()).hasSize(1);
    }

    @Test
    void stopsWhenItsTimeIsOver() {
        bookings(5);
        SweepPlan plan = sojourn.retention().preview();
        afterBatch = () -> clock.advance(Duration.ofMinutes(6));
        SweepPace tenMinutes = SweepPace.full().atMost(Duration.ofMinutes(10));
        SweepReport first = sojourn.retention().sweep(plan, IOANA, tenMinutes, new SweepHandle());
        assertThat(first.stopped()).contains(SweepReport.Stop.OUT_OF_TIME);
        assertThat(first.gone()).isEqualTo(4);
        SweepReport second = sojourn.retention().sweep(plan, IOANA, tenMinutes, new SweepHandle());
        assertThat(second.stopped()).isEmpty();
        assertThat(second.gone()).isEqualTo(1);
        assertThat(recorded(plan)).isEqualTo(5);
    }

    @Test
    void tellsItsListenerHowManyOfHowManyAreDone() {
        bookings(5);
        fixture.insert(new DataFixture.Booking("", "u9", DUE, LocalDate.of(2026, 5, 31)));
        SweepPlan plan = sojourn.retention().preview();
        afterBatch = () -> clock.advance(Duration.ofSeconds(1));
        sojourn.retention().sweep(plan, IOANA);
        List<SweepProgress.Advance> bookings = heard.stream()
                .filter(advance ->
                        advance.entity().equals("Booking") && advance.rule().equals("booking"))
                .toList();
        assertThat(bookings).extracting(SweepProgress.Advance::done).containsExactly(2L, 4L, 5L, 5L);
        assertThat(bookings).extracting(SweepProgress.Advance::planned).containsOnly(5L);
        assertThat(bookings.get(1).rowsPerSecond()).isEqualTo(4.0);
        assertThat(bookings.get(3).ended()).isTrue();
    }

    @Test
    void forgetsPlansNobodySweptOnceTheyExpired() {
        bookings(1);
        SweepPlan plan = sojourn.retention().preview();
        clock.advance(Duration.ofHours(14));
        sojourn.retention().preview();
        assertThatThrownBy(() -> sojourn.retention().sweep(plan, IOANA)).hasMessageContaining("unknown here");
        assertThat(fixture.keys()).hasSize(1);
    }

    private Set<Object> bookings(int number) {
        for (int i = 0; i < number; i++) {
            fixture.insert(new DataFixture.Booking("", "u" + i, DUE.minusSeconds(i), LONG_AGO));
        }
        return fixture.keys();
    }

    private static SweepReport.Step bookingStep(SweepReport report) {
        return report.steps().stream()
                .filter(step -> step.entity().equals("Booking") && step.cause() == SweepPlan.Cause.PERIOD)
                .findFirst()
                .orElseThrow();
    }

    private LedgerEntry last(SweepPlan plan) {
        List<LedgerEntry> chain = sojourn.ledger().read(ChainId.run(plan.id()), 0, 100);
        return chain.get(chain.size() - 1);
    }

    private long recorded(SweepPlan plan) {
        return sojourn.ledger().read(ChainId.run(plan.id()), 0, 100).stream()
                .mapToLong(entry -> Long.parseLong(entry.body().getOrDefault("rows.Booking", "0")))
                .sum();
    }
}
