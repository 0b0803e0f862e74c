package dev.sojourn.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * A clock that stands still until a test moves it, forwards or backwards.
 *
 * <p>Thread-safe: every thread that reads it after a move sees the new time. A view in another zone
 * ({@link #withZone}) is moved together with its original.
 */
public final class HandMovedClock extends Clock {

    private final Hands hands;
    private final ZoneId zone;

    private HandMovedClock(Hands hands, ZoneId zone) {
        this.hands = hands;
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    /**
     * A clock that shows an instant, in UTC.
     *
     * @param instant the time it shows first
     * @return the clock
     */
    public static HandMovedClock at(Instant instant) {
        return new HandMovedClock(new Hands(instant), ZoneOffset.UTC);
    }

    /**
     * A clock that shows a local time, in its zone.
     *
     * @param local an ISO 8601 local date and time, for example {@code 2026-04-10T00:00}; one skipped by a change of
     *     offset moves on by the length of the gap, of two equal ones the earlier is meant
     * @param zone the zone the time is local to, for example {@code Europe/Bucharest}
     * @return the clock
     * @throws java.time.DateTimeException when the time or the zone cannot be read
     */
    public static HandMovedClock at(String local, String zone) {
        ZoneId id = ZoneId.of(zone);
        return new HandMovedClock(new Hands(instantOf(local, id)), id);
    }

    /**
     * Sets the time.
     *
     * @param instant the time it shows from now on
     * @return this clock
     */
    public HandMovedClock set(Instant instant) {
        hands.set(instant);
        return this;
    }

    /**
     * Sets the time to a local time in this clock's own zone.
     *
     * @param local an ISO 8601 local date and time, read as in {@link #at(String, String)}
     * @return this clock
     * @throws java.time.DateTimeException when the time cannot be read
     */
    public HandMovedClock set(String local) {
        return set(instantOf(local, zone));
    }

    /**
     * Sets the time to a local time in any zone; this clock's own zone stays.
     *
     * @param local an ISO 8601 local date and time, read as in {@link #at(String, String)}
     * @param zone the zone the time is local to
     * @return this clock
     * @throws java.time.DateTimeException when the time or the zone cannot be read
     */
    public HandMovedClock set(String local, String zone) {
        return set(instantOf(local, ZoneId.of(zone)));
    }

    /**
     * Moves the time on.
     *
     * @param step how far; negative moves back
     * @return this clock
     */
    public HandMovedClock advance(Duration step) {
        hands.move(step);
        return this;
    }

    @Override
    public Instant instant() {
        return hands.now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock seen in another zone: moving one moves both. */
    @Override
    public HandMovedClock withZone(ZoneId other) {
        return new HandMovedClock(hands, other);
    }

    /** Shows the time, for a failing test. */
    @Override
    public String toString() {
        return "clock at " + hands.now().atZone(zone);
    }

    private static Instant instantOf(String local, ZoneId zone) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    /** The time itself, shared by every view of one clock. */
    private static final class Hands {
        private Instant now;

        Hands(Instant now) {
            this.now = Objects.requireNonNull(now, "instant");
        }

        synchronized Instant now() {
            return now;
        }

        synchronized void set(Instant instant) {
            now = Objects.requireNonNull(instant, "instant");
        }

        synchronized void move(Duration step) {
            now = now.plus(step);
        }
    }
}
