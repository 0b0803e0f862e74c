package dev.sojourn.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.policy.Trigger;
import dev.sojourn.policy.Trigger.Rounding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionCalendarTest {

    private static final MonthDay DECEMBER = MonthDay.of(12, 31);
    private static final RetentionCalendar BUCHAREST = RetentionCalendar.in(ZoneId.of("Europe/Bucharest"), DECEMBER);
    private static final Trigger CREATION = new Trigger.Creation(Rounding.NONE);
    private static final Trigger FIRST_OF_JULY = new Trigger.FirstAfterFinancialYear(MonthDay.of(7, 1));

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    @ParameterizedTest(name = "{0} + {1}: through {2}")
    @CsvSource({
        "2026-03-15, P24M, 2028-03-15",
        "2027-11-30, P24M, 2029-11-30",
        "2028-02-29, P24M, 2030-02-28",
        "2028-02-29, P4Y,  2032-02-29",
        "2026-01-31, P1M,  2026-02-28",
        "2028-01-31, P1M,  2028-02-29",
        "2026-01-31, P2M,  2026-03-31",
        "2026-01-31, P1M1D, 2026-03-01",
        "2026-04-01, P90D, 2026-06-30",
        "2026-01-15, P365D, 2027-01-15",
        "2026-01-01, P180D, 2026-06-30",
        "2023-03-01, P730D, 2025-02-28",
        "2023-03-01, P24M, 2025-03-01"
    })
    void addsThePeriodOnceAndDoesNotCountTheFirstDay(LocalDate from, Period period, LocalDate through) {
        assertThat(BUCHAREST.keptThrough(CREATION, period, from)).isEqualTo(through);
    }

    @ParameterizedTest(name = "{0} {1}: {2} + {3} through {4}")
    @CsvSource({
        "END_OF_MONTH,          --12-31, 2026-02-10, P1M,  2026-03-28",
        "END_OF_MONTH,          --12-31, 2026-01-31, P30D, 2026-03-02",
        "END_OF_YEAR,           --06-30, 2026-02-10, P3Y,  2029-12-31",
        "END_OF_YEAR,           --06-30, 2026-12-31, P3Y,  2029-12-31",
        "END_OF_FINANCIAL_YEAR, --12-31, 2022-11-15, P10Y, 2032-12-31",
        "END_OF_FINANCIAL_YEAR, --12-31, 2026-05-20, P10Y, 2036-12-31",
        "END_OF_FINANCIAL_YEAR, --03-31, 2026-03-31, P1Y,  2027-03-31",
        "END_OF_FINANCIAL_YEAR, --03-31, 2026-04-01, P1Y,  2028-03-31",
        "END_OF_FINANCIAL_YEAR, --02-29, 2026-02-28, P1Y,  2027-02-28",
        "END_OF_FINANCIAL_YEAR, --02-29, 2028-02-29, P1Y,  2029-02-28",
        "END_OF_FINANCIAL_YEAR, --02-29, 2026-03-01, P1Y,  2028-02-28",
        "END_OF_FINANCIAL_YEAR, --02-28, 2028-02-29, P1Y,  2030-02-28"
    })
    void movesTheDayToTheEndOfItsSpan(
            Rounding rounding, MonthDay yearEnd, LocalDate from, Period period, LocalDate through) {
        RetentionCalendar calendar = RetentionCalendar.in(ZoneId.of("Europe/Riga"), yearEnd);

        assertThat(calendar.keptThrough(new Trigger.Creation(rounding), period, from))
                .isEqualTo(through);
        assertThat(calendar.keptThrough(new Trigger.LastActivity(rounding), period, from))
                .isEqualTo(through);
        assertThat(calendar.keptThrough(new Trigger.Event("closed", rounding), period, from))
                .isEqualTo(through);
    }

    @ParameterizedTest(name = "first {0} after year to {1}: {2} + {3} through {4}")
    @CsvSource({
        "--07-01, --12-31, 2024-03-10, P5Y, 2030-06-30",
        "--07-01, --12-31, 2024-12-31, P5Y, 2030-06-30",
        "--07-01, --06-30, 2024-03-10, P5Y, 2029-06-30",
        "--07-01, --06-30, 2024-07-01, P5Y, 2030-06-30",
        "--12-31, --12-31, 2024-03-10, P1Y, 2026-12-30",
        "--01-01, --12-31, 2024-03-10, P1Y, 2025-12-31",
        "--07-01, --12-31, 2024-03-10, P6M, 2025-12-31",
        "--03-01, --12-31, 2024-03-10, P3Y, 2028-02-29",
        "--02-29, --12-31, 2024-03-10, P1M, 2025-03-27",
        "--02-29, --12-31, 2027-03-10, P1M, 2028-03-28"
    })
    void countsTheFixedDayItself(MonthDay first, MonthDay yearEnd, LocalDate from, Period period, LocalDate through) {
        RetentionCalendar calendar = RetentionCalendar.in(ZoneId.of("Europe/Bucharest"), yearEnd);

        assertThat(calendar.keptThrough(new Trigger.FirstAfterFinancialYear(first), period, from))
                .isEqualTo(through);
    }

    @Test
    void keepsThroughAStoredDayAndNoLonger() {
        assertThat(BUCHAREST.keptThrough(new Trigger.StoredEnd(), Period.ofYears(5), day("2026-03-10")))
                .isEqualTo("2026-03-10");
        assertThat(BUCHAREST.lastDueDay(new Trigger.StoredEnd(), Period.ZERO, day("2026-03-10")))
                .contains(day("2026-03-09"));
    }

    @Test
    void fallsDueAtTheStartOfTheNextLocalDay() {
        LocalDate deleted = BUCHAREST.dayOf(Instant.parse("2026-03-10T12:00:00Z"));
        LocalDate through =
                BUCHAREST.keptThrough(new Trigger.Event("account-deleted", Rounding.NONE), Period.ofDays(30), deleted);

        assertThat(through).isEqualTo("2026-04-09");
        assertThat(BUCHAREST.dueFrom(through)).isEqualTo("2026-04-09T21:00:00Z");
    }

    @Test
    void takesTheDayFromTheZoneAndNotFromTheMachine() {
        Instant lateInFebruary = Instant.parse("2026-02-28T22:30:00Z");

        assertThat(BUCHAREST.dayOf(lateInFebruary)).isEqualTo("2026-03-01");
        assertThat(RetentionCalendar.in(ZoneId.of("America/New_York"), DECEMBER).dayOf(lateInFebruary))
                .isEqualTo("2026-02-28");
    }

    @Test
    void isDueTheDayAfterAnEventWithZeroPeriod() {
        Trigger ended = new Trigger.Event("contract-ended", Rounding.NONE);

        assertThat(BUCHAREST.keptThrough(ended, Period.ZERO, day("2030-02-01"))).isEqualTo("2030-02-01");
        assertThat(BUCHAREST.lastDueDay(ended, Period.ZERO, day("2030-02-02"))).contains(day("2030-02-01"));
    }

    @Test
    void looksForTheCutoffForwards() {
        // Backwards, 30 April less a month is 30 March, though rows of 31 March end on 30 April too.
        assertThat(BUCHAREST.lastDueDay(CREATION, Period.ofMonths(1), day("2026-05-01")))
                .contains(day("2026-03-31"));
        assertThat(BUCHAREST.lastDueDay(CREATION, Period.ofMonths(1), day("2026-04-30")))
                .contains(day("2026-03-29"));
        assertThat(BUCHAREST.lastDueDay(
                        new Trigger.Creation(Rounding.END_OF_FINANCIAL_YEAR), Period.ofYears(10), day("2032-12-31")))
                .contains(day("2021-12-31"));
        assertThat(BUCHAREST.lastDueDay(FIRST_OF_JULY, Period.ofYears(5), day("2030-07-01")))
                .contains(day("2024-12-31"));
    }

    @Test
    void reachesBeforeTheEra() {
        assertThat(BUCHAREST.lastDueDay(CREATION, Period.ofYears(3_000), day("2026-01-02")))
                .contains(day("-0974-01-01"));
    }

    @Test
    void neverFallsDueBeyondTheCalendar() {
        Period endless = Period.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

        assertThat(BUCHAREST.keptThrough(CREATION, endless, day("2026-01-01"))).isEqualTo(LocalDate.MAX);
        assertThat(BUCHAREST.keptThrough(FIRST_OF_JULY, endless, day("2026-01-01")))
                .isEqualTo(LocalDate.MAX);
        assertThat(BUCHAREST.keptThrough(CREATION, Period.ofDays(1), LocalDate.MAX))
                .isEqualTo(LocalDate.MAX);
        assertThat(BUCHAREST.keptThrough(
                        new Trigger.Creation(Rounding.END_OF_FINANCIAL_YEAR), Period.ofDays(1), LocalDate.MAX))
                .isEqualTo(LocalDate.MAX);
        assertThat(BUCHAREST.dueFrom(LocalDate.MAX)).isEqualTo(Instant.MAX);
        assertThat(BUCHAREST.lastDueDay(CREATION, endless, day("2026-01-01"))).isEmpty();
        assertThat(BUCHAREST.lastDueDay(CREATION, Period.ofYears(Year.MAX_VALUE), day("2026-01-01")))
                .contains(LocalDate.of(2026 - Year.MAX_VALUE, 1, 1).minusDays(1));
        assertThat(BUCHAREST.lastDueDay(CREATION, Period.ofDays(1), LocalDate.MIN))
                .isEmpty();
    }

    @Test
    void refusesANegativePeriod() {
        assertThatThrownBy(() -> BUCHAREST.keptThrough(CREATION, Period.ofDays(-1), day("2026-01-01")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("period P-1D has a negative part");
        assertThatThrownBy(() -> BUCHAREST.lastDueDay(CREATION, Period.of(1, -1, 0), day("2026-01-01")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void startsTheDayLateWhereClocksSkipMidnight() {
        RetentionCalendar saoPaulo = RetentionCalendar.in(ZoneId.of("America/Sao_Paulo"), DECEMBER);

        assertThat(saoPaulo.dueFrom(day("2018-11-03"))).isEqualTo("2018-11-04T03:00:00Z");
        assertThat(saoPaulo.dayOf(Instant.parse("2018-11-04T02:59:59Z"))).isEqualTo("2018-11-03");
        assertThat(saoPaulo.dayOf(Instant.parse("2018-11-04T03:00:00Z"))).isEqualTo("2018-11-04");
    }

    @Test
    void passesOverADayAZoneSkipped() {
        RetentionCalendar apia = RetentionCalendar.in(ZoneId.of("Pacific/Apia"), DECEMBER);
        Instant afterTheGap = Instant.parse("2011-12-30T10:00:00Z");

        assertThat(apia.dueFrom(day("2011-12-29"))).isEqualTo(afterTheGap);
        assertThat(apia.dueFrom(day("2011-12-30"))).isEqualTo(afterTheGap);
        assertThat(apia.dayOf(afterTheGap.minusNanos(1))).isEqualTo("2011-12-29");
        assertThat(apia.dayOf(afterTheGap)).isEqualTo("2011-12-31");
    }

    @Test
    void doesNotReturnToADayThatIsOver() {
        RetentionCalendar stJohns = RetentionCalendar.in(ZoneId.of("America/St_Johns"), DECEMBER);
        Instant midnight = Instant.parse("2006-10-29T02:30:00Z");

        // One minute past midnight clocks went back to 23:01 of the day before.
        assertThat(stJohns.dueFrom(day("2006-10-28"))).isEqualTo(midnight);
        assertThat(stJohns.dayOf(midnight.minusNanos(1))).isEqualTo("2006-10-28");
        assertThat(stJohns.dayOf(midnight)).isEqualTo("2006-10-29");
        assertThat(stJohns.dayOf(Instant.parse("2006-10-29T03:00:00Z"))).isEqualTo("2006-10-29");
    }
}
