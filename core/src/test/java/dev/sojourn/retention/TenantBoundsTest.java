package dev.sojourn.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.policy.TenantChoice;
import java.time.Period;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantBoundsTest {

    private static final TenantChoice UNBOUNDED = new TenantChoice(Optional.empty(), Optional.empty());

    @ParameterizedTest
    @ValueSource(strings = {"P1000Y", "P9999Y", "P12000M", "P366000D", "P2147483647Y"})
    void refusesAPeriodWithoutAnEndEvenWhereTenantsHaveNoBounds(String period) {
        assertThat(TenantBounds.problemOf(UNBOUNDED, Period.parse(period)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("1000 years or more"));
    }

    @Test
    void acceptsAnyPeriodWithAnEndWhereTenantsHaveNoBounds() {
        assertThat(TenantBounds.problemOf(UNBOUNDED, Period.ofYears(999))).isEmpty();
        assertThat(TenantBounds.problemOf(UNBOUNDED, Period.ofDays(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0D", "P-1D", "P1Y-1D"})
    void refusesAPeriodThatIsNoTime(String period) {
        assertThat(TenantBounds.problemOf(UNBOUNDED, Period.parse(period)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("expected a positive period"));
    }

    @ParameterizedTest
    @CsvSource({"P28D, true", "P29D, false", "P1M, true"})
    void comparesEndsAndNotLengths(Period period, boolean allowed) {
        TenantChoice upToAMonth = new TenantChoice(Optional.empty(), Optional.of(Period.ofMonths(1)));

        assertThat(TenantBounds.problemOf(upToAMonth, period).isEmpty()).isEqualTo(allowed);
    }
}
