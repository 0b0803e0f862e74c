package dev.sojourn.retention;

import java.time.Duration;
import java.util.Objects;

/**
 * How sweeps run.
 *
 * @param planValidFor how long a plan may be swept after it was made; positive
 * @param batchSize how many rows one transaction disposes of at most; 1 to 10,000. From 500 on a sweep finds by itself how
 *     many go in about 150 ms, the time a transaction is meant to hold its locks, and stays between 100 and this number
 * @param progress hears how a sweep gets on
 * @param pace how fast, at which hours and how long a sweep runs unless it is told otherwise
 * @param pauses how a sweep waits that is faster than its pace
 * @param guard when a scheduled sweep is too large to go on
 * @param workers how many threads dispose of the rows of one step; 1 to 8, each with a connection of its own
 */
public record SweepOptions(
        Duration planValidFor,
        int batchSize,
        SweepProgress progress,
        SweepPace pace,
        Pauses pauses,
        GuardLimits guard,
        int workers) {

    /** The most rows one transaction may dispose of. */
    public static final int LARGEST_BATCH = 10_000;

    /** The most threads that may dispose of the rows of one step. */
    public static final int MOST_WORKERS = 8;

    private static final int PAGE = 1_000;

    /** Checks the parts. */
    public SweepOptions {
        if (planValidFor.isZero() || planValidFor.isNegative()) {
            throw new IllegalArgumentException(
                    "a plan valid for " + planValidFor + " could never be swept: expected a positive duration");
        }
        if (batchSize < 1 || batchSize > LARGEST_BATCH) {
            throw new IllegalArgumentException("a batch of " + batchSize + " rows: expected 1 to " + LARGEST_BATCH);
        }
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException(workers + " workers: expected 1 to " + MOST_WORKERS);
        }
        Objects.requireNonNull(progress, "progress");
        Objects.requireNonNull(pace, "pace");
        Objects.requireNonNull(pauses, "pauses");
        Objects.requireNonNull(guard, "guard");
    }

    /**
     * Options at full pace, with the usual guard and one worker.
     *
     * @param planValidFor how long a plan may be swept after it was made; positive
     * @param batchSize how many rows one transaction disposes of at most; 1 to 10,000
     * @param progress hears how a sweep gets on
     */
    public SweepOptions(Duration planValidFor, int batchSize, SweepProgress progress) {
        this(planValidFor, batchSize, progress, SweepPace.full(), Pauses.sleeping(), GuardLimits.usual(), 1);
    }

    /**
     * The usual: plans valid for 24 hours, batches of at most 5,000 rows, nobody listening, full pace.
     *
     * @return the options
     */
    public static SweepOptions usual() {
        return new SweepOptions(Duration.ofHours(24), 5_000, advance -> {});
    }

    /**
     * How many rows are read together where nothing is disposed of, or where nobody measures how long it takes.
     *
     * @return the size of a batch, at most 1,000
     */
    public int pageSize() {
        return Math.min(batchSize, PAGE);
    }
}
