package dev.sojourn.jpa;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as the tables keep them, in UTC, cut to microseconds, and as statements carry them: as text. */
final class Utc {

    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private Utc() {}

    static String text(Instant at) {
        return TEXT.format(LocalDateTime.ofInstant(at.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
    }

    /** Microseconds since 1970, which no provider moves through a zone. */
    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at.truncatedTo(ChronoUnit.MICROS));
    }

    static Instant instant(Object text) {
        return LocalDateTime.parse(text.toString().trim().replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }
}
