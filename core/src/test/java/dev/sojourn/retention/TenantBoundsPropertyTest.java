package dev.sojourn.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.policy.TenantChoice;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TenantBoundsPropertyTest {

    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    private static boolean allows(Period least, Period most, Period period) {
        return TenantBounds.problemOf(new TenantChoice(Optional.of(least), Optional.of(most)), period)
                .isEmpty();
    }

    @Property
    void neverAllowsAPeriodThatEndsOutsideTheBoundsFromAnyDay(
            @ForAll("periods") Period least,
            @ForAll("periods") Period most,
            @ForAll("periods") Period period,
            @ForAll @IntRange(max = 20_000) int offset) {
        Assume.that(allows(least, most, period));
        LocalDate start = FIRST.plusDays(offset);
        assertThat(start.plus(period)).isBetween(start.plus(least), start.plus(most));
    }

    @Property
    void refusesAPeriodOnlyWhenSomeDayProvesIt(@ForAll("periods") Period most, @ForAll("periods") Period period) {
        TenantChoice choice = new TenantChoice(Optional.empty(), Optional.of(most));
        boolean endsLater = FIRST.datesUntil(FIRST.plusDays(1_461))
                .anyMatch(day -> day.plus(period).isAfter(day.plus(most)));
        assertThat(TenantBounds.problemOf(choice, period).isPresent()).isEqualTo(endsLater);
    }

    @Test
    void comparesMonthsWithDaysByTheShortestAndTheLongestMonth() {
        assertThat(allows(Period.ofDays(28), Period.ofDays(31), Period.ofMonths(1)))
                .isTrue();
        assertThat(allows(Period.ofDays(29), Period.ofDays(31), Period.ofMonths(1)))
                .isFalse();
        assertThat(allows(Period.ofDays(28), Period.ofDays(30), Period.ofMonths(1)))
                .isFalse();
    }

    @Test
    void allowsAnyPositivePeriodWhereThereAreNoBounds() {
        TenantChoice open = new TenantChoice(Optional.empty(), Optional.empty());
        assertThat(TenantBounds.problemOf(open, Period.ofYears(200))).isEmpty();
        assertThat(TenantBounds.problemOf(open, Period.ZERO)).isPresent();
    }

    @Provide
    Arbitrary<Period> periods() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 11),
                        Arbitraries.integers().between(0, 62))
                .as(Period::of)
                .filter(period -> !period.isZero());
    }
}
