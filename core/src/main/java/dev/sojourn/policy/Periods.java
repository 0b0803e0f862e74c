package dev.sojourn.policy;

import java.time.LocalDate;
import java.time.Period;
import java.util.stream.Stream;

/** The checks all declared periods share. */
final class Periods {

    static final int LONGEST_YEARS = 1_000;

    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int CYCLE = 4 * 365 + 1;

    private Periods() {}

    static boolean isPositive(Period period) {
        return !period.isZero() && !period.isNegative();
    }

    /** Nobody keeps data for a thousand years: a longer period is a slip, or stands for "for ever". */
    static boolean isEndless(Period period) {
        return period.toTotalMonths() / 12 + period.getDays() / 366 >= LONGEST_YEARS;
    }

    /** Periods have no fixed length: P1M is 28 to 31 days. So ends are compared, from every day of a leap cycle. */
    static boolean mayEndLater(Period one, Period other) {
        return Stream.iterate(FIRST, day -> day.plusDays(1))
                .limit(CYCLE)
                .anyMatch(day -> day.plus(one).isAfter(day.plus(other)));
    }
}
