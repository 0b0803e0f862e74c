package dev.sojourn.spring;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the dates of cookies as browsers do, who forgive much (RFC 6265, 5.1.1). */
final class CookieDate {

    private static final Pattern DELIMITERS = Pattern.compile("[\\x09\\x20-\\x2F\\x3B-\\x40\\x5B-\\x60\\x7B-\\x7E]+");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})([^0-9].*)?");
    private static final Pattern DAY = Pattern.compile("([0-9]{1,2})([^0-9].*)?");
    private static final Pattern YEAR = Pattern.compile("([0-9]{2,4})([^0-9].*)?");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private static final int FIRST_YEAR = 1601;

    private Optional<LocalTime> time = Optional.empty();
    private int day = -1;
    private int month = -1;
    private int year = -1;

    private CookieDate() {}

    /** The instant; empty for what no browser takes for a date. */
    static Optional<Instant> read(String text) {
        try {
            CookieDate date = new CookieDate();
            DELIMITERS.splitAsStream(text).forEach(date::take);
            return date.instant();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Each token is the first of time, day, month and year that is not known yet and that it can be. */
    private void take(String token) {
        Matcher clock = TIME.matcher(token);
        if (time.isEmpty() && clock.matches()) {
            time = Optional.of(LocalTime.of(
                    Integer.parseInt(clock.group(1)),
                    Integer.parseInt(clock.group(2)),
                    Integer.parseInt(clock.group(3))));
            return;
        }
        Matcher ofMonth = DAY.matcher(token);
        if (day < 0 && ofMonth.matches()) {
            day = Integer.parseInt(ofMonth.group(1));
            return;
        }
        if (month < 0 && token.length() >= 3) {
            int named = MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
            if (named >= 0) {
                month = named + 1;
                return;
            }
        }
        Matcher ofEra = YEAR.matcher(token);
        if (year < 0 && ofEra.matches()) {
            int written = Integer.parseInt(ofEra.group(1));
            year = written < 70 ? written + 2000 : written < 100 ? written + 1900 : written;
        }
    }

    private Optional<Instant> instant() {
        if (day < 0 || month < 0 || year < FIRST_YEAR) {
            return Optional.empty();
        }
        return time.map(clock -> LocalDate.of(year, month, day).atTime(clock).toInstant(ZoneOffset.UTC));
    }
}
