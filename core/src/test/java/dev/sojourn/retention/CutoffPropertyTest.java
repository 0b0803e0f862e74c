package dev.sojourn.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.policy.Trigger;
import dev.sojourn.policy.Trigger.Rounding;
import dev.sojourn.time.RetentionCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a store selects by its cutoff is what the forward rule calls due, for days and for moments. */
class CutoffPropertyTest {

    private static final MonthDay YEAR_END = MonthDay.of(12, 31);

    @Property(tries = 5_000)
    void passesAMomentExactlyWhenItsLocalDayIsDue(
            @ForAll("zones") ZoneId zone,
            @ForAll Rounding rounding,
            @ForAll("periods") Period period,
            @ForAll("days") LocalDate today,
            @ForAll("seconds") long secondsAroundTheCutoff) {
        RetentionCalendar calendar = RetentionCalendar.in(zone, YEAR_END);
        Trigger trigger = new Trigger.Creation(rounding);
        Cutoff cutoff = cutoff(calendar, trigger, period, today);
        Instant at = cutoff.beforeInstant().plusSeconds(secondsAroundTheCutoff);
        Anchor moment = new Anchor.Moment(at);

        boolean isDue =
                calendar.keptThrough(trigger, period, calendar.dayOf(at)).isBefore(today);

        assertThat(cutoff.isPassedBy(moment)).isEqualTo(isDue);
        assertThat(at.isBefore(cutoff.beforeInstant())).isEqualTo(isDue);
        assertThat(moment.in(zone)).isEqualTo(calendar.dayOf(at));
    }

    @Property
    void passesADayExactlyWhenItIsDue(
            @ForAll("zones") ZoneId zone,
            @ForAll Rounding rounding,
            @ForAll("periods") Period period,
            @ForAll("days") LocalDate today,
            @ForAll("seconds") long daysAroundTheCutoff) {
        RetentionCalendar calendar = RetentionCalendar.in(zone, YEAR_END);
        Trigger trigger = new Trigger.Creation(rounding);
        Cutoff cutoff = cutoff(calendar, trigger, period, today);
        LocalDate day = cutoff.before().plusDays(daysAroundTheCutoff / 1_000);

        assertThat(cutoff.isPassedBy(new Anchor.Day(day)))
                .isEqualTo(calendar.keptThrough(trigger, period, day).isBefore(today));
    }

    private static Cutoff cutoff(RetentionCalendar calendar, Trigger trigger, Period period, LocalDate today) {
        LocalDate last = calendar.lastDueDay(trigger, period, today).orElseThrow();
        return new Cutoff(last.plusDays(1), calendar.zone());
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "UTC",
                        "Europe/Bucharest",
                        "America/New_York",
                        "America/Sao_Paulo",
                        "America/St_Johns",
                        "Pacific/Apia",
                        "Asia/Kathmandu")
                .map(ZoneId::of)
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<Period> periods() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 13),
                        Arbitraries.integers().between(0, 31))
                .as(Period::of);
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(2006, 1, 1).toEpochDay(),
                        LocalDate.of(2019, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    @Provide
    Arbitrary<Long> seconds() {
        return Arbitraries.longs().between(-100_000, 100_000);
    }
}
