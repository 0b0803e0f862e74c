package dev.sojourn.jpa;

import dev.sojourn.retention.Anchor;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How an attribute that starts a period is read, and how the line before which it is due is said in its own type: a
 * value is before {@link #line} exactly when {@link #anchor} of it is before the day.
 */
final class TimeType {

    /** For messages. */
    static final String KNOWN = "Instant, LocalDate, OffsetDateTime, ZonedDateTime, LocalDateTime or java.util.Date";

    private static final Set<Class<?>> ZONED =
            Set.of(Instant.class, LocalDate.class, OffsetDateTime.class, ZonedDateTime.class);
    private static final Set<Class<?>> UNZONED = Set.of(LocalDateTime.class, Date.class, Timestamp.class);

    private final Class<?> type;
    private final Function<Object, Anchor> reading;
    private final Function<Instant, Object> writing;

    private TimeType(Class<?> type, Function<Object, Anchor> reading, Function<Instant, Object> writing) {
        this.type = type;
        this.reading = reading;
        this.writing = writing;
    }

    static boolean isKnown(Class<?> type) {
        return ZONED.contains(type) || UNZONED.contains(type);
    }

    static boolean needsZone(Class<?> type) {
        return UNZONED.contains(type);
    }

    /**
     * The type of an attribute.
     *
     * @param type its Java type
     * @param zone of the wall clock a value without zone shows
     * @param storage the zone in which the provider writes and reads {@code java.util.Date}
     * @return empty when the type is not known, or a zone is missing
     */
    static Optional<TimeType> of(Class<?> type, Optional<ZoneId> zone, ZoneId storage) {
        if (type == LocalDate.class) {
            return Optional.of(new TimeType(type, value -> new Anchor.Day((LocalDate) value), instant -> instant));
        }
        if (type == Instant.class) {
            return Optional.of(new TimeType(type, value -> new Anchor.Moment((Instant) value), instant -> instant));
        }
        if (type == OffsetDateTime.class) {
            return Optional.of(new TimeType(
                    type,
                    value -> new Anchor.Moment(((OffsetDateTime) value).toInstant()),
                    instant -> instant.atOffset(ZoneOffset.UTC)));
        }
        if (type == ZonedDateTime.class) {
            return Optional.of(new TimeType(
                    type,
                    value -> new Anchor.Moment(((ZonedDateTime) value).toInstant()),
                    instant -> instant.atZone(ZoneOffset.UTC)));
        }
        if (type == LocalDateTime.class) {
            return zone.map(of -> new TimeType(
                    type,
                    value -> new Anchor.Moment(momentOf((LocalDateTime) value, of)),
                    instant -> shownBy(ZoneId.systemDefault(), firstWallTime(instant, of))));
        }
        if (type == Date.class || type == Timestamp.class) {
            return zone.map(of -> new TimeType(
                    type,
                    value -> new Anchor.Moment(
                            momentOf(LocalDateTime.ofInstant(((Date) value).toInstant(), storage), of)),
                    instant -> Timestamp.from(momentOf(firstWallTime(instant, of), storage))));
        }
        return Optional.empty();
    }

    Anchor anchor(Object value) {
        return reading.apply(value);
    }

    Object line(LocalDate before, ZoneId zone) {
        return isDay() ? before : writing.apply(before.atStartOfDay(zone).toInstant());
    }

    boolean isDay() {
        return type == LocalDate.class;
    }

    boolean isInstant() {
        return type == Instant.class;
    }

    /** A wall time shown twice is its first showing; one skipped is the moment of the skip, so that order is kept. */
    private static Instant momentOf(LocalDateTime wall, ZoneId zone) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(wall);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : wall.atZone(zone).toInstant();
    }

    /** The earliest wall time whose moment is not before the instant. */
    private static LocalDateTime firstWallTime(Instant instant, ZoneId zone) {
        LocalDateTime wall = LocalDateTime.ofInstant(instant, zone);
        ZoneOffsetTransition last = zone.getRules().previousTransition(instant.plusNanos(1));
        if (last == null) {
            return wall;
        }
        boolean skip = last.isGap() && last.getInstant().equals(instant);
        boolean repeated = last.isOverlap() && wall.isBefore(last.getDateTimeBefore());
        return skip || repeated ? last.getDateTimeBefore() : wall;
    }

    /** A JDBC driver moves a wall time that the machine's own zone skips, in a value as in a line, to the end of the skip. */
    private static LocalDateTime shownBy(ZoneId machine, LocalDateTime wall) {
        ZoneOffsetTransition transition = machine.getRules().getTransition(wall);
        return transition != null && transition.isGap() ? transition.getDateTimeAfter() : wall;
    }
}
