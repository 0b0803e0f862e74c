package dev.sojourn.retention;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The port by which a sweep that is faster than its pace allows waits; must be thread-safe. */
@FunctionalInterface
public interface Pauses {

    /**
     * Waits.
     *
     * @param length how long; positive, at most a second
     */
    void pause(Duration length);

    /**
     * The calling thread sleeps; an interrupt ends the pause and stays set.
     *
     * @return the usual way to wait
     */
    static Pauses sleeping() {
        return length -> {
            try {
                TimeUnit.NANOSECONDS.sleep(length.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
