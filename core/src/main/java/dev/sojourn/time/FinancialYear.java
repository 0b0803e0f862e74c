package dev.sojourn.time;

import java.time.LocalDate;
import java.time.MonthDay;

/** A controller's financial year, known by its last day; 29 February stands for the last day of February. */
record FinancialYear(MonthDay lastDay) {

    /** The last day of the financial year that contains a day. */
    LocalDate endOf(LocalDate day) {
        LocalDate end = lastDay.atYear(day.getYear());
        return day.isAfter(end) ? lastDay.atYear(day.getYear() + 1) : end;
    }

    /** The first such day after the financial year that contains a day; 29 February as above. */
    LocalDate firstAfter(LocalDate day, MonthDay wanted) {
        LocalDate end = endOf(day);
        LocalDate same = wanted.atYear(end.getYear());
        return same.isAfter(end) ? same : wanted.atYear(end.getYear() + 1);
    }
}
