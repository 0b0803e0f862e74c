package dev.sojourn.retention;

import java.time.Duration;

/**
 * How many rows the next batch of a sweep takes: as many as go in the time a transaction is meant to hold its locks, judged
 * by how long the last ones took, and never more than the host allows.
 *
 * <p>Thread-safe.
 */
final class BatchSize {

    /** How long a batch is meant to take. */
    static final Duration AIM = Duration.ofMillis(150);

    /** Smaller ones would spend their time on beginning and ending. */
    static final int LEAST = 100;

    static final int FIRST = 500;

    private final int least;
    private final int most;
    private int rows;

    BatchSize(int most, SweepPace pace) {
        int paced = pace.rowsPerSecond().map(rate -> Math.max(FIRST, rate)).orElse(most);
        this.most = Math.min(most, paced);
        this.least = Math.min(this.most, LEAST);
        this.rows = Math.min(this.most, FIRST);
    }

    synchronized int rows() {
        return rows;
    }

    /** At most twice as many as before, so that one quick batch makes no slow one; a slow one counts at once. */
    synchronized void took(int taken, long nanos) {
        if (taken >= least && nanos > 0) {
            double fitting = taken * (AIM.toNanos() / (double) nanos);
            rows = (int) Math.max(least, Math.min(most, Math.min(fitting, taken * 2.0)));
        }
    }
}
