package dev.sojourn.time;

import dev.sojourn.policy.Trigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;
import java.util.Optional;

/**
 * Retention arithmetic in one zone: from a trigger's day to the last day kept, and from today to the last trigger day
 * that is due (GDPR 5(1)(e)).
 *
 * <p><em>Kept through D</em> means that D is the last whole local day on which the data may exist; it is due from the
 * start of D+1. Periods are added once, never chained and never subtracted; a month without that day ends on its last
 * day; weekends and holidays move nothing. A trigger on a day starts its period after that day, except for a fixed day
 * after a financial year: that day counts. Immutable and thread-safe.
 */
public final class RetentionCalendar {

    /** Near the end of what can be written, ends are taken for never. */
    private static final int LAST_YEAR = Year.MAX_VALUE - 10;

    private static final LocalDate LAST = LocalDate.of(LAST_YEAR, 1, 1);

    private final ZoneId zone;
    private final FinancialYear financialYear;

    private RetentionCalendar(ZoneId zone, MonthDay financialYearEnd) {
        this.zone = Objects.requireNonNull(zone, "zone");
        this.financialYear = new FinancialYear(Objects.requireNonNull(financialYearEnd, "financialYearEnd"));
    }

    /**
     * A calendar.
     *
     * @param zone the tenant's zone if set, else the controller's
     * @param financialYearEnd the last day of the controller's financial year; 29 February means the last of February
     * @return the calendar
     */
    public static RetentionCalendar in(ZoneId zone, MonthDay financialYearEnd) {
        return new RetentionCalendar(zone, financialYearEnd);
    }

    /**
     * The zone.
     *
     * @return the zone whose local days count
     */
    public ZoneId zone() {
        return zone;
    }

    /**
     * The local day of an instant in this calendar's zone.
     *
     * @param instant the instant
     * @return its day, as {@link #dayOf(Instant, ZoneId)} tells it
     */
    public LocalDate dayOf(Instant instant) {
        return dayOf(instant, zone);
    }

    /**
     * The local day of an instant: the latest day that has started. Where clocks were set back across midnight, the
     * minutes that bear the old date again belong to the day that had already started, so that days are spans of time in
     * every zone and a cutoff on instants and one on days agree.
     *
     * @param instant the instant
     * @param zone the zone
     * @return its day in the zone
     */
    public static LocalDate dayOf(Instant instant, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(instant, zone);
        return day.isBefore(LAST) && !instant.isBefore(startOf(day.plusDays(1), zone)) ? day.plusDays(1) : day;
    }

    /**
     * The first instant at which data kept through a day is due: the start of the next local day, which is not midnight
     * where clocks skip it.
     *
     * @param keptThrough the last day kept
     * @return the start of the next local day; {@link Instant#MAX} after the last day of the calendar
     */
    public Instant dueFrom(LocalDate keptThrough) {
        return keptThrough.isBefore(LAST) ? startOf(keptThrough.plusDays(1), zone) : Instant.MAX;
    }

    /**
     * The last local day on which data may exist. A later day never gives an earlier end.
     *
     * @param trigger what starts the period
     * @param period the period, with no negative part; ignored for a stored last day
     * @param day the trigger's local day
     * @return the last day kept; {@link LocalDate#MAX} when the end lies beyond every calendar
     * @throws IllegalArgumentException when the period has a negative part
     */
    public LocalDate keptThrough(Trigger trigger, Period period, LocalDate day) {
        if (trigger instanceof Trigger.StoredEnd) {
            return day;
        }
        if (period.isNegative()) {
            throw new IllegalArgumentException(
                    "period " + period + " has a negative part: write years, months and days of zero or more");
        }
        if (day.getYear() >= LAST_YEAR) {
            return LocalDate.MAX;
        }
        if (trigger instanceof Trigger.FirstAfterFinancialYear first) {
            LocalDate afterwards = plus(financialYear.firstAfter(day, first.day()), period);
            return afterwards.equals(LocalDate.MAX) ? afterwards : afterwards.minusDays(1);
        }
        return plus(rounded(day, trigger.rounding()), period);
    }

    /**
     * The latest trigger day that is due: every trigger on or before it is, none after it is.
     *
     * <p>It is found by asking {@link #keptThrough} of some 40 days, whatever the period: ends never go back as
     * trigger days go on, so that half of the days in question can be left out with each answer.
     *
     * @param trigger what starts the period
     * @param period the period, with no negative part; ignored for a stored last day
     * @param today the local day on which the run takes place
     * @return empty when no day of the calendar is due
     * @throws IllegalArgumentException when the period has a negative part
     */
    public Optional<LocalDate> lastDueDay(Trigger trigger, Period period, LocalDate today) {
        if (!isDue(trigger, period, LocalDate.MIN, today)) {
            return Optional.empty();
        }
        long due = LocalDate.MIN.toEpochDay();
        long notDue = today.toEpochDay();
        while (notDue - due > 1) {
            long between = Math.floorDiv(due + notDue, 2);
            if (isDue(trigger, period, LocalDate.ofEpochDay(between), today)) {
                due = between;
            } else {
                notDue = between;
            }
        }
        return Optional.of(LocalDate.ofEpochDay(due));
    }

    /** Data never ends before its trigger's own day, so today's trigger is not due today. */
    private boolean isDue(Trigger trigger, Period period, LocalDate day, LocalDate today) {
        return keptThrough(trigger, period, day).isBefore(today);
    }

    private LocalDate rounded(LocalDate day, Trigger.Rounding rounding) {
        return switch (rounding) {
            case NONE -> day;
            case END_OF_MONTH -> day.with(TemporalAdjusters.lastDayOfMonth());
            case END_OF_YEAR -> day.with(TemporalAdjusters.lastDayOfYear());
            case END_OF_FINANCIAL_YEAR -> financialYear.endOf(day);
        };
    }

    /** Beyond the calendar's last year a period has no end that can be written. */
    private static LocalDate plus(LocalDate day, Period period) {
        long lastMonth = day.getLong(ChronoField.PROLEPTIC_MONTH) + period.toTotalMonths();
        if (lastMonth >= LAST_YEAR * 12L) {
            return LocalDate.MAX;
        }
        LocalDate afterMonths = day.plusMonths(period.toTotalMonths());
        return afterMonths.toEpochDay() + period.getDays() >= LAST.toEpochDay()
                ? LocalDate.MAX
                : afterMonths.plusDays(period.getDays());
    }

    private static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
