package dev.sojourn.jpa;

import dev.sojourn.retention.Anchor;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How an attribute that starts a period is read, and how the line before which it is due is said in its own type: a
 * value is before {@link #line} exactly when {@link #anchor} of it is before the day.
 */
final class TimeType {

    /** For messages. */
    static final String KNOWN = "Instant, LocalDate, OffsetDateTime, ZonedDateTime, LocalDateTime, java.util.Date,"
            + " Calendar, java.sql.Date, Timestamp or Year, or a Long with a unit";

    /** The units in which a number may count from 1970. */
    static final Set<ChronoUnit> UNITS =
            Set.of(ChronoUnit.DAYS, ChronoUnit.SECONDS, ChronoUnit.MILLIS, ChronoUnit.MICROS, ChronoUnit.NANOS);

    private static final Set<Class<?>> ZONED = Set.of(
            Instant.class, LocalDate.class, OffsetDateTime.class, ZonedDateTime.class, Year.class, java.sql.Date.class);
    private static final Set<Class<?>> UNZONED =
            Set.of(LocalDateTime.class, Date.class, Timestamp.class, Calendar.class, GregorianCalendar.class);
    private static final Set<Class<?>> NUMBERS = Set.of(Long.class, long.class, Integer.class, int.class);

    private final Class<?> type;
    private final Function<Object, Anchor> reading;
    private final BiFunction<LocalDate, ZoneId, Object> writing;

    private TimeType(Class<?> type, Function<Object, Anchor> reading, BiFunction<LocalDate, ZoneId, Object> writing) {
        this.type = type;
        this.reading = reading;
        this.writing = writing;
    }

    /**
     * What an attribute's type does not say.
     *
     * @param zone of the wall clock that a value without zone shows
     * @param unit in which a number counts from the beginning of 1970, UTC
     * @param date whether only the date of a value is kept
     */
    record Terms(Optional<ZoneId> zone, Optional<ChronoUnit> unit, boolean date) {}

    static boolean isKnown(Class<?> type) {
        return ZONED.contains(type) || UNZONED.contains(type);
    }

    static boolean isNumber(Class<?> type) {
        return NUMBERS.contains(type);
    }

    static boolean needsZone(Class<?> type, Terms terms) {
        return UNZONED.contains(type) && !terms.date();
    }

    /**
     * The type of an attribute.
     *
     * @param type its Java type
     * @param terms what the type does not say
     * @param storage the zone in which the provider writes and reads {@code java.util.Date}
     * @return empty when the type is not known, or a zone or unit is missing
     */
    static Optional<TimeType> of(Class<?> type, Terms terms, ZoneId storage) {
        if (isNumber(type)) {
            return terms.unit().filter(UNITS::contains).map(unit -> number(type, unit));
        }
        if (type == java.sql.Date.class || terms.date() && Date.class.isAssignableFrom(type)) {
            return Optional.of(new TimeType(
                    type,
                    value -> new Anchor.Day(
                            LocalDate.ofInstant(Instant.ofEpochMilli(((Date) value).getTime()), storage)),
                    (before, zone) -> new java.sql.Date(
                            before.atStartOfDay(storage).toInstant().toEpochMilli())));
        }
        if (Calendar.class.isAssignableFrom(type)) {
            return calendar(type, terms, storage);
        }
        if (type == LocalDate.class) {
            return Optional.of(
                    new TimeType(type, value -> new Anchor.Day((LocalDate) value), (before, zone) -> before));
        }
        if (type == Year.class) {
            return Optional.of(new TimeType(
                    type,
                    value -> new Anchor.Day(((Year) value).atMonth(12).atEndOfMonth()),
                    (before, zone) -> Year.of(before.getYear())));
        }
        if (type == Instant.class) {
            return Optional.of(moment(type, value -> (Instant) value, instant -> instant));
        }
        if (type == OffsetDateTime.class) {
            return Optional.of(moment(
                    type, value -> ((OffsetDateTime) value).toInstant(), instant -> instant.atOffset(ZoneOffset.UTC)));
        }
        if (type == ZonedDateTime.class) {
            return Optional.of(moment(
                    type, value -> ((ZonedDateTime) value).toInstant(), instant -> instant.atZone(ZoneOffset.UTC)));
        }
        if (type == LocalDateTime.class) {
            return terms.zone()
                    .map(of -> moment(
                            type,
                            value -> momentOf((LocalDateTime) value, of),
                            instant -> shownBy(ZoneId.systemDefault(), firstWallTime(instant, of))));
        }
        if (type == Date.class || type == Timestamp.class) {
            return terms.zone()
                    .map(of -> moment(
                            type,
                            value -> momentOf(LocalDateTime.ofInstant(((Date) value).toInstant(), storage), of),
                            instant -> Timestamp.from(momentOf(firstWallTime(instant, of), storage))));
        }
        return Optional.empty();
    }

    /** A wall clock that is read and written as the column has it, by no provider and through no machine's zone. */
    static TimeType wall(ZoneId of) {
        return moment(
                LocalDateTime.class,
                value -> momentOf((LocalDateTime) value, of),
                instant -> firstWallTime(instant, of));
    }

    Anchor anchor(Object value) {
        return reading.apply(DriverTimes.as(type, value));
    }

    Object line(LocalDate before, ZoneId zone) {
        return writing.apply(before, zone);
    }

    boolean isDay() {
        return type == LocalDate.class;
    }

    boolean isInstant() {
        return type == Instant.class;
    }

    private static TimeType moment(
            Class<?> type, Function<Object, Instant> reading, Function<Instant, Object> writing) {
        return new TimeType(
                type,
                value -> new Anchor.Moment(reading.apply(value)),
                (before, zone) -> writing.apply(before.atStartOfDay(zone).toInstant()));
    }

    private static Optional<TimeType> calendar(Class<?> type, Terms terms, ZoneId storage) {
        if (terms.date()) {
            return Optional.of(new TimeType(
                    type,
                    value -> new Anchor.Day(LocalDate.ofInstant(((Calendar) value).toInstant(), storage)),
                    (before, zone) -> GregorianCalendar.from(before.atStartOfDay(storage))));
        }
        return terms.zone()
                .map(of -> moment(
                        type,
                        value -> momentOf(LocalDateTime.ofInstant(((Calendar) value).toInstant(), storage), of),
                        instant -> GregorianCalendar.from(
                                momentOf(firstWallTime(instant, of), storage).atZone(storage))));
    }

    /** Days begin on whole seconds, so that no unit rounds a line. */
    private static TimeType number(Class<?> type, ChronoUnit unit) {
        boolean narrow = type == Integer.class || type == int.class;
        Function<Long, Object> typed =
                narrow ? count -> Math.toIntExact(Math.min(count, Integer.MAX_VALUE)) : count -> count;
        if (unit == ChronoUnit.DAYS) {
            return new TimeType(
                    type,
                    value -> new Anchor.Day(LocalDate.ofEpochDay(((Number) value).longValue())),
                    (before, zone) -> typed.apply(before.toEpochDay()));
        }
        return moment(
                type,
                value -> Instant.EPOCH.plus(((Number) value).longValue(), unit),
                instant -> typed.apply(unit.between(Instant.EPOCH, instant)));
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
