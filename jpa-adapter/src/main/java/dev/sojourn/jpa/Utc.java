package dev.sojourn.jpa;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as the tables keep them, in UTC, cut to microseconds, and as statements carry them: as text. */
final class Utc {

    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final String SHAPE = "0000-00-00 00:00:00.000000";
    private static final int TO_THE_SECOND = 19;
    private static final int SECONDS_A_DAY = 86_400;

    private Utc() {}

    static String text(Instant at) {
        return TEXT.format(LocalDateTime.ofInstant(at.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
    }

    /** Microseconds since 1970, which no provider moves through a zone. */
    static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
    }

    /** Each act read has two of them, and a formatter takes longer over them than the server over the act. */
    static Instant instant(Object at) {
        if (at instanceof LocalDateTime plain) {
            return plain.toInstant(ZoneOffset.UTC);
        }
        String time = at.toString().trim();
        return isPlain(time)
                ? Instant.ofEpochSecond(
                        LocalDate.of(number(time, 0, 4), number(time, 5, 7), number(time, 8, 10))
                                                .toEpochDay()
                                        * SECONDS_A_DAY
                                + LocalTime.of(number(time, 11, 13), number(time, 14, 16), number(time, 17, 19))
                                        .toSecondOfDay(),
                        nanos(time))
                : LocalDateTime.parse(time.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    /** A year of four digits, and a fraction of up to six or none. */
    private static boolean isPlain(String time) {
        boolean plain =
                time.length() >= TO_THE_SECOND && time.length() <= SHAPE.length() && time.length() != TO_THE_SECOND + 1;
        for (int index = 0; plain && index < time.length(); index++) {
            char expected = SHAPE.charAt(index);
            char found = time.charAt(index);
            plain = expected == '0' ? found >= '0' && found <= '9' : found == expected;
        }
        return plain;
    }

    private static int number(String time, int from, int to) {
        int number = 0;
        for (int index = from; index < to; index++) {
            number = 10 * number + time.charAt(index) - '0';
        }
        return number;
    }

    private static long nanos(String time) {
        long nanos = 0;
        for (int index = TO_THE_SECOND + 1; index < TO_THE_SECOND + 10; index++) {
            nanos = 10 * nanos + (index < time.length() ? time.charAt(index) - '0' : 0);
        }
        return nanos;
    }
}
