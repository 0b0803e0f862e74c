package dev.sojourn.retention;

import java.time.Duration;
import java.util.Objects;

/**
 * How sweeps run.
 *
 * @param planValidFor how long a plan may be swept after it was made; positive
 * @param batchSize how many rows one transaction disposes of at most; 1 to 1,000
 * @param progress hears how a sweep gets on
 * @param pace how fast, at which hours and how long a sweep runs unless it is told otherwise
 * @param pauses how a sweep waits that is faster than its pace
 * @param guard when a scheduled sweep is too large to go on
 */
public record SweepOptions(
        Duration planValidFor,
        int batchSize,
        SweepProgress progress,
        SweepPace pace,
        Pauses pauses,
        GuardLimits guard) {

    /** Checks the parts. */
    public SweepOptions {
        if (planValidFor.isZero() || planValidFor.isNegative()) {
            throw new IllegalArgumentException(
                    "a plan valid for " + planValidFor + " could never be swept: expected a positive duration");
        }
        if (batchSize < 1 || batchSize > 1_000) {
            throw new IllegalArgumentException("a batch of " + batchSize + " rows: expected 1 to 1,000");
        }
        Objects.requireNonNull(progress, "progress");
        Objects.requireNonNull(pace, "pace");
        Objects.requireNonNull(pauses, "pauses");
        Objects.requireNonNull(guard, "guard");
    }

    /**
     * Options at full pace, with the usual guard.
     *
     * @param planValidFor how long a plan may be swept after it was made; positive
     * @param batchSize how many rows one transaction disposes of at most; 1 to 1,000
     * @param progress hears how a sweep gets on
     */
    public SweepOptions(Duration planValidFor, int batchSize, SweepProgress progress) {
        this(planValidFor, batchSize, progress, SweepPace.full(), Pauses.sleeping(), GuardLimits.usual());
    }

    /**
     * The usual: plans valid for 24 hours, batches of 500 rows, nobody listening, full pace.
     *
     * @return the options
     */
    public static SweepOptions usual() {
        return new SweepOptions(Duration.ofHours(24), 500, advance -> {});
    }
}
