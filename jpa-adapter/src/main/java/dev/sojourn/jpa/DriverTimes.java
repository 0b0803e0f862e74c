package dev.sojourn.jpa;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Brings a time to the type of its attribute: of an expression over several rows EclipseLink hands out what the driver
 * did.
 */
final class DriverTimes {

    private DriverTimes() {}

    /** The value itself where it is of the type, or of none that a driver hands out. */
    static Object as(Class<?> type, Object value) {
        if (type == LocalDate.class && value instanceof java.sql.Date date) {
            return date.toLocalDate();
        }
        if (type == LocalDateTime.class && value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        }
        if (type == Instant.class) {
            return instant(value);
        }
        if (type == OffsetDateTime.class && value instanceof Timestamp timestamp) {
            return timestamp.toInstant().atOffset(ZoneOffset.UTC);
        }
        if (type == ZonedDateTime.class && value instanceof Timestamp timestamp) {
            return timestamp.toInstant().atZone(ZoneOffset.UTC);
        }
        return value;
    }

    private static Object instant(Object value) {
        if (value instanceof Timestamp timestamp) {
            return timestamp.toInstant();
        }
        return value instanceof OffsetDateTime shifted ? shifted.toInstant() : value;
    }
}
