package dev.sojourn.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What will fall due, day by day, if nothing changes: no activity, no new rows, no hold, no renewed consent (GDPR 5(1)(e)).
 *
 * @param at the instant it was made at, UTC
 * @param days how many days ahead it looks
 * @param lines one for each entity, rule and tenant with anything to tell, in that order
 * @param failures what could not be counted, by entity, without any identifier; where tenants' rows lie apart by entity and
 *     tenant, as in {@code Invoice of tenant 'north'}
 */
public record Forecast(Instant at, int days, List<Line> lines, Map<String, String> failures) {

    /** Checks the parts and copies the collections. */
    public Forecast {
        Objects.requireNonNull(at, "at");
        lines = List.copyOf(lines);
        failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    }

    /**
     * What one rule makes due of one tenant's rows of one entity. A row that several rules make due is counted once, on the
     * first day and by the rule whose step a sweep of that day takes first.
     *
     * @param entity the entity's name
     * @param rule the rule's id
     * @param tenant the tenant; empty for rows without one
     * @param overdue rows that are due already
     * @param due by day, local to the tenant's zone or else the controller's, how many rows fall due; days without any are
     *     left out
     * @param notStarted rows whose trigger or event has not come, so that no day can be told
     */
    public record Line(
            String entity, String rule, String tenant, long overdue, Map<LocalDate, Long> due, long notStarted) {

        /** Checks the parts and copies the map. */
        public Line {
            Objects.requireNonNull(entity, "entity");
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(tenant, "tenant");
            due = Collections.unmodifiableMap(new TreeMap<>(due));
        }

        /**
         * How many rows fall due on a day.
         *
         * @param day a local day
         * @return 0 when none does, or the day lies outside the forecast
         */
        public long dueOn(LocalDate day) {
            return due.getOrDefault(day, 0L);
        }
    }

    /**
     * How many rows fall due on a day, over all lines.
     *
     * @param day a local day, in each tenant's own zone
     * @return 0 when none does
     */
    public long dueOn(LocalDate day) {
        return lines.stream().mapToLong(line -> line.dueOn(day)).sum();
    }

    /**
     * How many rows are due already, over all lines.
     *
     * @return what a sweep would take now
     */
    public long overdue() {
        return lines.stream().mapToLong(Line::overdue).sum();
    }
}
