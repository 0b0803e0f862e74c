package dev.sojourn.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One sweep held to its pace: says whether another batch may begin, and waits where the last was too fast. Thread-safe as
 * long as rows a second are not limited.
 */
final class Pacing {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final double NANOS = 1e9;

    private final SweepPace pace;
    private final SweepHandle handle;
    private final Pauses pauses;
    private final ZoneId zone;
    private final Supplier<Instant> time;
    private final Instant begun;
    private Optional<SweepReport.Stop> stop = Optional.empty();
    private long rows;

    Pacing(SweepPace pace, SweepHandle handle, Pauses pauses, ZoneId zone, Supplier<Instant> time) {
        this.pace = pace;
        this.handle = handle;
        this.pauses = pauses;
        this.zone = zone;
        this.time = time;
        this.begun = time.get();
    }

    SweepPace pace() {
        return pace;
    }

    /** Whether rows a second are limited, so that several threads would but wait. */
    boolean isLimited() {
        return pace.rowsPerSecond().isPresent();
    }

    Instant now() {
        return time.get();
    }

    /** Whether another batch may begin; once it may not, none may any more. */
    synchronized boolean mayGoOn() {
        if (stop.isEmpty()) {
            stop = reason();
        }
        return stop.isEmpty();
    }

    synchronized Optional<SweepReport.Stop> stop() {
        return stop;
    }

    /** Waits until so many rows more are no faster than the pace; a cancelled sweep waits no longer. */
    void took(int more) {
        rows += more;
        pace.rowsPerSecond().ifPresent(most -> {
            Instant due = begun.plusNanos((long) (rows * NANOS / most));
            for (Duration left = until(due); !left.isNegative() && !left.isZero(); left = until(due)) {
                if (!mayGoOn()) {
                    return;
                }
                pauses.pause(left.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : left);
            }
        });
    }

    private Duration until(Instant due) {
        return Duration.between(time.get(), due);
    }

    private Optional<SweepReport.Stop> reason() {
        Instant now = time.get();
        if (handle.isCancelled() || Thread.currentThread().isInterrupted()) {
            return Optional.of(SweepReport.Stop.CANCELLED);
        }
        if (pace.longest().filter(longest -> !now.isBefore(begun.plus(longest))).isPresent()) {
            return Optional.of(SweepReport.Stop.OUT_OF_TIME);
        }
        LocalTime local = now.atZone(zone).toLocalTime();
        return pace.window().filter(window -> !window.isOpenAt(local)).map(window -> SweepReport.Stop.WINDOW_CLOSED);
    }
}
