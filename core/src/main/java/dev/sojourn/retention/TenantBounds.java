package dev.sojourn.retention;

import dev.sojourn.policy.TenantChoice;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a tenant's period is one the platform allows. Periods have no fixed length: P1M is 28 to 31 days. So end days
 * are compared, from every start day of a cycle of four years; a period that leaves the bounds from any of them is out.
 */
final class TenantBounds {

    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int CYCLE = 4 * 365 + 1;
    private static final int LONGEST_YEARS = 1_000;

    private TenantBounds() {}

    /**
     * What is wrong with a period.
     *
     * @param choice the bounds
     * @param period what the tenant chose
     * @return empty when it is allowed
     */
    static Optional<String> problemOf(TenantChoice choice, Period period) {
        if (period.isZero()) {
            return Optional.of("is zero, expected a positive period");
        }
        if (period.isNegative()) {
            return Optional.of("has a negative part, expected a positive period");
        }
        if (period.toTotalMonths() / 12 + period.getDays() / 366 >= LONGEST_YEARS) {
            return Optional.of("lasts " + LONGEST_YEARS + " years or more, expected a period with an end");
        }
        if (choice.least().filter(least -> everEndsBefore(period, least)).isPresent()
                || choice.most().filter(most -> everEndsBefore(most, period)).isPresent()) {
            return Optional.of("is out of bounds, expected " + inWords(choice));
        }
        return Optional.empty();
    }

    /** Days have to be tried only where one period has more months and the other more days. */
    private static boolean everEndsBefore(Period one, Period other) {
        int months = Long.compare(one.toTotalMonths(), other.toTotalMonths());
        int days = Integer.compare(one.getDays(), other.getDays());
        if (months >= 0 && days >= 0) {
            return false;
        }
        if (months <= 0 && days <= 0) {
            return true;
        }
        return Stream.iterate(FIRST, day -> day.plusDays(1))
                .limit(CYCLE)
                .anyMatch(day -> day.plus(one).isBefore(day.plus(other)));
    }

    private static String inWords(TenantChoice choice) {
        String most = choice.most().map(period -> "at most " + period).orElse("");
        return choice.least()
                .map(least -> "at least " + least + (most.isEmpty() ? "" : " and " + most))
                .orElse(most);
    }
}
