package dev.sojourn.retention;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Objects;
import java.util.Optional;

/**
 * How fast, at which hours and how long a sweep may run. A sweep that meets the end of its window or its longest duration
 * finishes the batch it is in and stops; it can be gone on with under the same plan.
 *
 * @param rowsPerSecond how many rows it looks at in a second at most, on average since it began; at least 1; empty for as
 *     fast as it can
 * @param window the hours, local to the controller's zone, in which a batch may begin; empty for any
 * @param longest how long after its beginning a batch may still begin; positive; empty for any time
 */
public record SweepPace(Optional<Integer> rowsPerSecond, Optional<Window> window, Optional<Duration> longest) {

    /**
     * Hours of a day; past midnight when it ends before it begins.
     *
     * @param from the local time at which it opens
     * @param until the local time at which it closes, itself outside; another than {@code from}
     */
    public record Window(LocalTime from, LocalTime until) {

        /** Checks the parts. */
        public Window {
            if (from.equals(until)) {
                throw new IllegalArgumentException(
                        "a window from " + from + " until " + until + " is never open: set two different times");
            }
        }

        /**
         * Whether the window is open.
         *
         * @param time a local time
         * @return true from the opening on, before the closing
         */
        public boolean isOpenAt(LocalTime time) {
            return from.isBefore(until)
                    ? !time.isBefore(from) && time.isBefore(until)
                    : !time.isBefore(from) || time.isBefore(until);
        }
    }

    /** Checks the parts. */
    public SweepPace {
        rowsPerSecond.filter(rows -> rows < 1).ifPresent(rows -> {
            throw new IllegalArgumentException(rows + " rows a second: expected at least 1");
        });
        Objects.requireNonNull(window, "window");
        longest.filter(duration -> duration.isZero() || duration.isNegative()).ifPresent(duration -> {
            throw new IllegalArgumentException("a sweep of at most " + duration + ": expected a positive duration");
        });
    }

    /**
     * As fast as it can, at any hour, to the end.
     *
     * @return the pace
     */
    public static SweepPace full() {
        return new SweepPace(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The same pace, at most so fast.
     *
     * @param rows how many rows a second; at least 1
     * @return another pace
     */
    public SweepPace rowsPerSecond(int rows) {
        return new SweepPace(Optional.of(rows), window, longest);
    }

    /**
     * The same pace, at some hours alone.
     *
     * @param from the local time, in the controller's zone, from which batches may begin
     * @param until the local time from which none begins; before {@code from} when the window passes midnight
     * @return another pace
     */
    public SweepPace between(LocalTime from, LocalTime until) {
        return new SweepPace(rowsPerSecond, Optional.of(new Window(from, until)), longest);
    }

    /**
     * The same pace, so long at most.
     *
     * @param duration counted from the sweep's beginning; positive
     * @return another pace
     */
    public SweepPace atMost(Duration duration) {
        return new SweepPace(rowsPerSecond, window, Optional.of(duration));
    }
}
