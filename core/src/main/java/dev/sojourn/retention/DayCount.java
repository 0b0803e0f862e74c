package dev.sojourn.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts of a forecast while it is made. */
final class DayCount {

    private record Name(String entity, String rule, String tenant) {}

    private static final class Count {
        private long overdue;
        private long notStarted;
        private final Map<LocalDate, Long> due = new HashMap<>();
    }

    private final TenantTerms terms;
    private final Instant at;
    private final int days;
    private final Map<Name, Count> counts = new HashMap<>();

    DayCount(TenantTerms terms, Instant at, int days) {
        this.terms = terms;
        this.at = at;
        this.days = days;
    }

    LocalDate today(String tenant) {
        return terms.calendar(tenant).dayOf(at);
    }

    /** Rows that are due from an instant on. */
    void add(String entity, String rule, String tenant, Instant from, long rows) {
        if (!from.isAfter(at)) {
            overdue(entity, rule, tenant, rows);
        } else {
            due(entity, rule, tenant, terms.calendar(tenant).dayOf(from), rows);
        }
    }

    void overdue(String entity, String rule, String tenant, long rows) {
        of(entity, rule, tenant).overdue += rows;
    }

    void due(String entity, String rule, String tenant, LocalDate day, long rows) {
        if (!day.isAfter(today(tenant).plusDays(days))) {
            of(entity, rule, tenant).due.merge(day, rows, Long::sum);
        }
    }

    void notStarted(String entity, String rule, String tenant, long rows) {
        of(entity, rule, tenant).notStarted += rows;
    }

    List<Forecast.Line> lines() {
        Map<String, Forecast.Line> sorted = new TreeMap<>();
        counts.forEach((name, count) -> {
            count.due.values().removeIf(rows -> rows == 0);
            if (count.overdue > 0 || count.notStarted > 0 || !count.due.isEmpty()) {
                sorted.put(
                        name.entity() + '\n' + name.rule() + '\n' + name.tenant(),
                        new Forecast.Line(
                                name.entity(), name.rule(), name.tenant(), count.overdue, count.due, count.notStarted));
            }
        });
        return List.copyOf(sorted.values());
    }

    private Count of(String entity, String rule, String tenant) {
        return counts.computeIfAbsent(new Name(entity, rule, tenant), name -> new Count());
    }
}
