package dev.sojourn.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What a run has done in one step so far; touched only after a batch's unit has committed. Thread-safe. */
final class StepTally {

    private static final int ROWS_IN_A_ROW = 100;
    private static final int REASONS = 20;
    private static final double MILLIS = 1_000;

    private final SweepPlan.Step planned;
    private final Instant begun;
    private final Map<String, Long> disposed = new HashMap<>();
    private final Map<KeepReason, Long> spared = new EnumMap<>(KeepReason.class);
    private final Map<String, Long> childKept = new HashMap<>();
    private final Map<String, Long> failures = new HashMap<>();
    private final Map<String, Long> tenants = new HashMap<>();
    private long earlier;
    private long failed;
    private long failedInARow;
    private boolean givenUp;
    private Optional<String> failure = Optional.empty();

    StepTally(SweepPlan.Step planned, Instant begun) {
        this.planned = planned;
        this.begun = begun;
    }

    synchronized void add(Batch batch) {
        batch.disposed().forEach((name, rows) -> disposed.merge(name, rows, Long::sum));
        batch.spared().forEach((reason, rows) -> spared.merge(reason, rows, Long::sum));
        batch.childKept().forEach((by, rows) -> childKept.merge(by, rows, Long::sum));
        batch.tenants().forEach((tenant, rows) -> tenants.merge(tenant, rows, Long::sum));
        if (!batch.disposed().isEmpty()) {
            failedInARow = 0;
        }
    }

    /** Rows that are left without being looked at. */
    synchronized void leave(KeepReason reason, long rows) {
        spared.merge(reason, rows, Long::sum);
    }

    /** Rows that stay; where many fail one after the other it is the store that is wrong, not the rows. */
    synchronized void fail(long rows, String what) {
        failed += rows;
        failedInARow += rows;
        givenUp |= failedInARow >= ROWS_IN_A_ROW;
        failure = failure.or(() -> Optional.of(what));
        if (rows > 0) {
            String reason = failures.containsKey(what) || failures.size() < REASONS ? what : "others";
            failures.merge(reason, rows, Long::sum);
        }
    }

    synchronized void giveUp() {
        givenUp = true;
    }

    synchronized boolean isGivenUp() {
        return givenUp;
    }

    synchronized long failed() {
        return failed;
    }

    /**
     * Accounts for rows the plan met and the run did not: gone under the same plan by other hands, not come to, or changed
     * before it came to them.
     *
     * @param recorded how many rows the run's chain says are gone in this step; asked only when some are unaccounted for
     */
    synchronized void close(boolean stopped, LongSupplier recorded) {
        long met = planned.due()
                + planned.kept(KeepReason.HELD)
                + planned.kept(KeepReason.RESTRICTED)
                + planned.kept(KeepReason.SUSPENDED)
                + planned.kept(KeepReason.CHILD_KEPT);
        long missing = met - gone() - failed - sparedRows();
        if (missing <= 0) {
            return;
        }
        earlier = Math.min(missing, Math.max(0, recorded.getAsLong() - gone()));
        if (missing > earlier) {
            spared.merge(missingFor(stopped), missing - earlier, Long::sum);
        }
    }

    private KeepReason missingFor(boolean stopped) {
        if (stopped || givenUp) {
            return KeepReason.NOT_REACHED;
        }
        return planned.cause() == SweepPlan.Cause.BASIS_ENDED ? KeepReason.CONSENT_RENEWED : KeepReason.CHANGED;
    }

    synchronized long gone() {
        return disposed.getOrDefault(planned.entity(), 0L);
    }

    synchronized SweepProgress.Advance advance(Instant now, boolean ended) {
        long millis = Duration.between(begun, now).toMillis();
        long kept = sparedRows();
        return new SweepProgress.Advance(
                planned.entity(),
                planned.rule(),
                planned.cause(),
                planned.due(),
                gone(),
                kept,
                failed,
                millis <= 0 ? 0 : (gone() + kept + failed) * MILLIS / millis,
                ended);
    }

    /** How many rows of each tenant are gone. */
    synchronized Map<String, Long> tenants() {
        return tenants;
    }

    synchronized SweepReport.Step report() {
        return new SweepReport.Step(
                planned.entity(),
                planned.rule(),
                planned.cause(),
                planned.due(),
                disposed,
                spared,
                childKept,
                earlier,
                failed,
                failures,
                failure,
                planned.tenant());
    }

    private long sparedRows() {
        return spared.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What one committed batch did. */
    record Batch(
            Map<String, Long> disposed,
            Map<KeepReason, Long> spared,
            Map<String, Long> childKept,
            Map<String, Long> tenants) {}
}
