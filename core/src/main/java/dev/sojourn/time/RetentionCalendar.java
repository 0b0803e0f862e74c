package dev.sojourn.time;

import dev.sojourn.policy.Trigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;
import java.util.Optional;

/**
 * Retention arithmetic in one zone: from a trigger's day to the last day kept, and from today to the last trigger day
 * that is due (GDPR 5(1)(e)).
 *
 * <p><em>Kept through D</em> means that D is the last whole local day on which the data may exist; it is due from the
 * start of D+1. Periods are added to the anchor once, never chained and never subtracted; a month without that day ends
 * on its last day; weekends and holidays move nothing. Immutable and thread-safe.
 */
public final class RetentionCalendar {

    private final ZoneId zone;
    private final MonthDay financialYearEnd;

    private RetentionCalendar(ZoneId zone, MonthDay financialYearEnd) {
        this.zone = Objects.requireNonNull(zone, "zone");
        this.financialYearEnd = Objects.requireNonNull(financialYearEnd, "financialYearEnd");
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
     * The local day of an instant.
     *
     * @param instant the instant
     * @return its day in the zone
     */
    public LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /**
     * The first instant at which data kept through a day is due.
     *
     * @param keptThrough the last day kept
     * @return the start of the next local day
     */
    public Instant dueFrom(LocalDate keptThrough) {
        return keptThrough.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /**
     * The last local day on which data may exist.
     *
     * @param trigger what starts the period
     * @param period the period; ignored for a stored last day
     * @param day the trigger's local day
     * @return the last day kept
     */
    public LocalDate keptThrough(Trigger trigger, Period period, LocalDate day) {
        return trigger instanceof Trigger.StoredEnd ? day : anchor(trigger, day).plus(period);
    }

    /**
     * The latest trigger day that is due: every trigger on or before it is, none after it is.
     *
     * @param trigger what starts the period
     * @param period the period; ignored for a stored last day
     * @param today the local day on which the run takes place
     * @return empty when no day of the calendar is due
     */
    public Optional<LocalDate> lastDueDay(Trigger trigger, Period period, LocalDate today) {
        LocalDate candidate = today.minus(period).minusDays(SLACK);
        while (!isDue(trigger, period, candidate, today)) {
            candidate = candidate.minusYears(1);
            if (candidate.getYear() < FIRST_YEAR) {
                return Optional.empty();
            }
        }
        while (isDue(trigger, period, candidate.plusDays(1), today)) {
            candidate = candidate.plusDays(1);
        }
        return Optional.of(candidate);
    }

    private static final int SLACK = 3;
    private static final int FIRST_YEAR = -9_999;

    private boolean isDue(Trigger trigger, Period period, LocalDate day, LocalDate today) {
        return keptThrough(trigger, period, day).isBefore(today);
    }

    private LocalDate anchor(Trigger trigger, LocalDate day) {
        if (trigger instanceof Trigger.FirstAfterFinancialYear first) {
            return firstAfter(endOfFinancialYear(day), first.day()).minusDays(1);
        }
        return switch (roundingOf(trigger)) {
            case NONE -> day;
            case END_OF_MONTH -> day.with(TemporalAdjusters.lastDayOfMonth());
            case END_OF_YEAR -> day.with(TemporalAdjusters.lastDayOfYear());
            case END_OF_FINANCIAL_YEAR -> endOfFinancialYear(day);
        };
    }

    private static Trigger.Rounding roundingOf(Trigger trigger) {
        if (trigger instanceof Trigger.Creation creation) {
            return creation.rounding();
        }
        if (trigger instanceof Trigger.LastActivity activity) {
            return activity.rounding();
        }
        if (trigger instanceof Trigger.Event event) {
            return event.rounding();
        }
        return Trigger.Rounding.NONE;
    }

    private LocalDate endOfFinancialYear(LocalDate day) {
        LocalDate end = financialYearEndIn(day.getYear());
        return day.isAfter(end) ? financialYearEndIn(day.getYear() + 1) : end;
    }

    private LocalDate financialYearEndIn(int year) {
        if (financialYearEnd.getMonth() == Month.FEBRUARY && financialYearEnd.getDayOfMonth() == 29) {
            return Year.of(year).atMonth(Month.FEBRUARY).atEndOfMonth();
        }
        return financialYearEnd.atYear(year);
    }

    private static LocalDate firstAfter(LocalDate end, MonthDay day) {
        LocalDate same = day.atYear(end.getYear());
        return same.isAfter(end) ? same : day.atYear(end.getYear() + 1);
    }
}
