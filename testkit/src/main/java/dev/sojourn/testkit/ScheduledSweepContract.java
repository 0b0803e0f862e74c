package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.Actor;
import dev.sojourn.retention.GuardLimits;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.retention.Withheld;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sweep that nobody looks at leaves for somebody to confirm, over any stores; a store's own test extends it. */
public abstract class ScheduledSweepContract {

    private static final Actor IOANA = Actor.employee("Ioana");
    private static final Actor NIGHTLY = Actor.job("nightly");
    private static final LocalDate LONG_AGO = LocalDate.of(2026, 1, 1);

    private DataFixture fixture;
    private HandMovedClock clock;
    private Sojourn sojourn;
    private int guests;

    /** For subclasses. */
    protected ScheduledSweepContract() {}

    /**
     * The rows under test.
     *
     * @return a fixture without any row
     */
    protected abstract DataFixture fixture();

    @BeforeEach
    void open() {
        fixture = fixture();
        clock = HandMovedClock.at("2026-06-01T03:00", "Europe/Bucharest");
        sojourn = withGuard(new GuardLimits(6, 0.1, 3, 2));
    }

    @Test
    void leavesTheBacklogOfARuleNobodyConfirmed() {
        due("alpha", 2);
        SweepReport report = sojourn.retention().sweepScheduled(NIGHTLY);
        assertThat(report.gone()).isZero();
        assertThat(report.withheld())
                .containsExactly(new Withheld("Booking", "booking", "alpha", 2, Withheld.Why.BACKLOG));
        assertThat(report.spared(KeepReason.BACKLOG)).isEqualTo(2);

        SweepPlan plan = sojourn.retention().preview();
        assertThat(plan.due()).as("counted").isEqualTo(2);
        assertThat(plan.unconfirmed()).as("and marked").contains("booking");
        assertThat(plan.backlog()).isEqualTo(2);
        assertThat(sojourn.retention().sweep(plan, IOANA).gone()).isEqualTo(2);

        due("alpha", 1);
        SweepPlan next = sojourn.retention().preview();
        assertThat(next.unconfirmed()).doesNotContain("booking");
        assertThat(next.backlog()).isZero();
        SweepReport nightly = sojourn.retention().sweepScheduled(NIGHTLY);
        assertThat(nightly.withheld()).isEmpty();
        assertThat(nightly.gone()).isEqualTo(1);
    }

    @Test
    void stopsAtTooLargeAShareOfATenantsRowsAndGoesOnWithTheOthers() {
        confirm();
        due("alpha", 7);
        due("beta", 6);
        due("gamma", 7);
        running("gamma", 64);
        SweepReport report = sojourn.retention().sweepScheduled(NIGHTLY);
        assertThat(report.withheld())
                .containsExactly(new Withheld("Booking", "booking", "alpha", 7, Withheld.Why.SHARE));
        assertThat(report.gone())
                .as("6 rows are never too many, 7 of 71 are under a tenth")
                .isEqualTo(13);
        assertThat(report.spared(KeepReason.GUARDED)).isEqualTo(7);
        assertThat(report.spared(KeepReason.CHANGED)).isZero();

        assertThat(sojourn.retention().sweepScheduled(NIGHTLY).gone())
                .as("until somebody confirms it")
                .isZero();
        SweepReport confirmed = sojourn.retention().sweep(sojourn.retention().preview(), IOANA);
        assertThat(confirmed.gone()).isEqualTo(7);
        assertThat(confirmed.withheld()).isEmpty();
    }

    @Test
    void stopsAtManyTimesTheLargestOfTheLastRuns() {
        confirm();
        due("alpha", 2);
        assertThat(sojourn.retention().sweepScheduled(NIGHTLY).gone())
                .as("nothing to compare with")
                .isEqualTo(2);
        due("alpha", 6);
        assertThat(sojourn.retention().sweepScheduled(NIGHTLY).gone()).isEqualTo(6);
        due("alpha", 1);
        assertThat(sojourn.retention().sweepScheduled(NIGHTLY).gone()).isEqualTo(1);
        due("alpha", 1);
        assertThat(sojourn.retention().sweepScheduled(NIGHTLY).gone()).isEqualTo(1);

        due("alpha", 4);
        SweepReport report = sojourn.retention().sweepScheduled(NIGHTLY);
        assertThat(report.withheld())
                .as("the run of six is no longer one of the last two")
                .containsExactly(new Withheld("Booking", "booking", "alpha", 4, Withheld.Why.GROWTH));
        assertThat(report.gone()).isZero();
    }

    @Test
    void bindsScheduledSweepsAlone() {
        due("alpha", 40);
        assertThat(sojourn.retention()
                        .sweep(sojourn.retention().preview(), IOANA)
                        .gone())
                .isEqualTo(40);
    }

    @Test
    void goesByTheUsualFiguresUnlessToldOtherwise() {
        assertThat(GuardLimits.usual()).isEqualTo(new GuardLimits(100, 0.01, 3, 30));
        sojourn = fixture.sojourn().clock(clock).build();
        confirm();
        due("alpha", 100);
        assertThat(sojourn.retention().sweepScheduled(NIGHTLY).gone()).isEqualTo(100);
        due("beta", 101);
        assertThat(sojourn.retention().sweepScheduled(NIGHTLY).withheld())
                .extracting(Withheld::tenant, Withheld::why)
                .containsExactly(tuple("beta", Withheld.Why.SHARE));
    }

    private Sojourn withGuard(GuardLimits limits) {
        return fixture.sojourn()
                .clock(clock)
                .batchSize(3)
                .planValidFor(Duration.ofHours(2))
                .guard(limits)
                .build();
    }

    /** Somebody hands over a plan, so that every rule is confirmed. */
    private void confirm() {
        sojourn.retention().sweep(sojourn.retention().preview(), IOANA);
    }

    private Set<Object> due(String tenant, int number) {
        return insert(tenant, number, Instant.parse("2026-04-01T10:00:00Z"));
    }

    private void running(String tenant, int number) {
        insert(tenant, number, Instant.parse("2026-05-25T10:00:00Z"));
    }

    private Set<Object> insert(String tenant, int number, Instant checkedOut) {
        for (int i = 0; i < number; i++) {
            fixture.insert(new DataFixture.Booking(tenant, "u" + ++guests, checkedOut, LONG_AGO));
        }
        return fixture.keys();
    }
}
