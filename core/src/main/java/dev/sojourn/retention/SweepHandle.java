package dev.sojourn.retention;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cancels a sweep from another thread. Thread-safe; one handle may be given to several sweeps, and a handle that was
 * cancelled stays so. An interrupt of the sweeping thread is taken for the same.
 */
public final class SweepHandle {

    private final AtomicBoolean cancelled = new AtomicBoolean();

    /** A handle that cancels nothing yet. */
    public SweepHandle() {
        // the field is all there is to make
    }

    /** Lets the sweep finish the batch it is in, or end the pause it is in within a second, and stop. */
    public void cancel() {
        cancelled.set(true);
    }

    /**
     * Whether {@link #cancel()} was called.
     *
     * @return true from then on
     */
    public boolean isCancelled() {
        return cancelled.get();
    }
}
