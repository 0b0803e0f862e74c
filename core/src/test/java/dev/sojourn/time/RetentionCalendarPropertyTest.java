package dev.sojourn.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.policy.Trigger;
import dev.sojourn.policy.Trigger.Rounding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The forward rule and its cutoff are one rule, in every zone, over leap years, month ends and days clocks change. */
class RetentionCalendarPropertyTest {

    private static final LocalDate FIRST = LocalDate.of(2003, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2032, 12, 31);
    private static final List<MonthDay> YEAR_ENDS = List.of(
            MonthDay.of(12, 31), MonthDay.of(3, 31), MonthDay.of(6, 30), MonthDay.of(2, 28), MonthDay.of(2, 29));

    @Property(tries = 5_000)
    void isDueExactlyThroughTheLastDueDay(
            @ForAll("calendars") RetentionCalendar calendar,
            @ForAll("triggers") Trigger trigger,
            @ForAll("periods") Period period,
            @ForAll("days") LocalDate day,
            @ForAll("days") LocalDate today) {
        LocalDate last = calendar.lastDueDay(trigger, period, today).orElseThrow();

        Stream.of(day, last.minusDays(1), last, last.plusDays(1), last.plusDays(2))
                .forEach(any -> assertThat(
                                calendar.keptThrough(trigger, period, any).isBefore(today))
                        .isEqualTo(!any.isAfter(last)));
    }

    @Example
    void isDueExactlyThroughTheLastDueDayOnEveryDayOfTenYears() {
        RetentionCalendar calendar = RetentionCalendar.in(ZoneId.of("Europe/Bucharest"), MonthDay.of(2, 29));
        List<Trigger> triggers = List.of(
                new Trigger.Creation(Rounding.NONE),
                new Trigger.Creation(Rounding.END_OF_MONTH),
                new Trigger.Creation(Rounding.END_OF_YEAR),
                new Trigger.Creation(Rounding.END_OF_FINANCIAL_YEAR),
                new Trigger.FirstAfterFinancialYear(MonthDay.of(7, 1)),
                new Trigger.StoredEnd());
        List<Period> periods = Stream.of("P1D", "P30D", "P90D", "P365D", "P1M", "P6M", "P13M", "P24M", "P5Y", "P10Y")
                .map(Period::parse)
                .toList();

        LocalDate.of(2023, 1, 1).datesUntil(LocalDate.of(2033, 1, 1)).forEach(today -> {
            for (Trigger trigger : triggers) {
                for (Period period : periods) {
                    LocalDate last = calendar.lastDueDay(trigger, period, today).orElseThrow();
                    if (!calendar.keptThrough(trigger, period, last).isBefore(today)
                            || calendar.keptThrough(trigger, period, last.plusDays(1))
                                    .isBefore(today)) {
                        throw new AssertionError(
                                trigger + " " + period + " on " + today + " is not due through " + last);
                    }
                }
            }
        });
    }

    @Property
    void neverEndsEarlierForALaterDay(
            @ForAll("calendars") RetentionCalendar calendar,
            @ForAll("triggers") Trigger trigger,
            @ForAll("periods") Period period,
            @ForAll("days") LocalDate day,
            @ForAll("steps") int step) {
        assertThat(calendar.keptThrough(trigger, period, day.plusDays(step)))
                .isAfterOrEqualTo(calendar.keptThrough(trigger, period, day));
    }

    @Property
    void neverEndsBeforeItsOwnDay(
            @ForAll("calendars") RetentionCalendar calendar,
            @ForAll("triggers") Trigger trigger,
            @ForAll("periods") Period period,
            @ForAll("days") LocalDate day) {
        assertThat(calendar.keptThrough(trigger, period, day)).isAfterOrEqualTo(day);
    }

    @Property
    void neverMakesARowDueEarlierByALongerPeriod(
            @ForAll("calendars") RetentionCalendar calendar,
            @ForAll("triggers") Trigger trigger,
            @ForAll("periods") Period period,
            @ForAll("periods") Period more,
            @ForAll("days") LocalDate day,
            @ForAll("days") LocalDate today) {
        Period longer = period.plus(more);

        assertThat(calendar.keptThrough(trigger, longer, day))
                .isAfterOrEqualTo(calendar.keptThrough(trigger, period, day));
        assertThat(calendar.lastDueDay(trigger, longer, today).orElseThrow())
                .isBeforeOrEqualTo(calendar.lastDueDay(trigger, period, today).orElseThrow());
    }

    @Property(tries = 5_000)
    void isDueFromTheInstantAtWhichTheLastDayIsOver(
            @ForAll("calendars") RetentionCalendar calendar,
            @ForAll("triggers") Trigger trigger,
            @ForAll("periods") Period period,
            @ForAll("instants") Instant at,
            @ForAll("instants") Instant now) {
        LocalDate through = calendar.keptThrough(trigger, period, calendar.dayOf(at));
        boolean isDueToday = through.isBefore(calendar.dayOf(now));

        assertThat(!now.isBefore(calendar.dueFrom(through))).isEqualTo(isDueToday);
    }

    @Property(tries = 5_000)
    void cutsInstantsWhereItCutsDays(
            @ForAll("calendars") RetentionCalendar calendar,
            @ForAll("days") LocalDate day,
            @ForAll("nearMidnight") long seconds) {
        Instant start = calendar.dueFrom(day.minusDays(1));
        Instant at = start.plusSeconds(seconds);

        assertThat(calendar.dayOf(at).isBefore(day)).isEqualTo(at.isBefore(start));
    }

    @Provide
    Arbitrary<RetentionCalendar> calendars() {
        Arbitrary<String> zones = Arbitraries.of(
                "UTC",
                "Europe/Bucharest",
                "Europe/Riga",
                "America/New_York",
                "America/Sao_Paulo",
                "America/St_Johns",
                "Pacific/Apia",
                "Pacific/Kiritimati",
                "Asia/Kathmandu",
                "Australia/Lord_Howe");
        return Combinators.combine(zones, Arbitraries.of(YEAR_ENDS))
                .as((zone, yearEnd) -> RetentionCalendar.in(ZoneId.of(zone), yearEnd))
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<Trigger> triggers() {
        Arbitrary<Rounding> roundings = Arbitraries.of(Rounding.class);
        Arbitrary<Trigger> any = Arbitraries.oneOf(
                roundings.map(Trigger.Creation::new),
                roundings.map(Trigger.LastActivity::new),
                roundings.map(rounding -> new Trigger.Event("closed", rounding)),
                days().map(MonthDay::from).map(Trigger.FirstAfterFinancialYear::new),
                Arbitraries.of(new Trigger.StoredEnd(), new Trigger.EndOfConsent(), new Trigger.DisposalOfSource()));
        return any.withoutEdgeCases();
    }

    @Provide
    Arbitrary<Period> periods() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 400))
                .as(Period::of);
    }

    @Provide
    Arbitrary<LocalDate> days() {
        Arbitrary<LocalDate> any = Arbitraries.longs()
                .between(FIRST.toEpochDay(), LAST.toEpochDay())
                .map(LocalDate::ofEpochDay);
        Arbitrary<LocalDate> delicate = Arbitraries.of(
                        "2004-02-29",
                        "2006-10-29",
                        "2011-12-30",
                        "2011-12-31",
                        "2018-11-04",
                        "2024-02-29",
                        "2026-03-29",
                        "2026-10-25",
                        "2028-02-28",
                        "2031-12-31")
                .map(LocalDate::parse);
        return Arbitraries.frequencyOf(Tuple.of(3, any), Tuple.of(1, delicate));
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Combinators.combine(days(), Arbitraries.integers().between(-50_000, 50_000))
                .as((day, seconds) ->
                        day.atStartOfDay(ZoneId.of("UTC")).toInstant().plusSeconds(seconds))
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<Integer> steps() {
        return Arbitraries.integers().between(0, 800);
    }

    @Provide
    Arbitrary<Long> nearMidnight() {
        return Arbitraries.longs().between(-7_200, 7_200);
    }
}
