package dev.sojourn.jpa;

import dev.sojourn.retention.Cutoff;
import dev.sojourn.retention.Selection;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts rows of an entity between the lines of days, grouped by tenant: one query for so many lines. */
final class LineCounts {

    private static final int LINES_A_QUERY = 60;

    private final EntityManager entityManager;
    private final RetainedEntity entity;
    private final Set<String> timesJoin;

    LineCounts(EntityManager entityManager, RetainedEntity entity, Set<String> timesJoin) {
        this.entityManager = entityManager;
        this.entity = entity;
        this.timesJoin = timesJoin;
    }

    Map<String, List<Long>> count(Selection selection, String attribute, List<Cutoff> lines) {
        Map<String, List<Long>> counts = new TreeMap<>();
        for (int from = 0; from < lines.size(); from += LINES_A_QUERY) {
            count(selection, attribute, lines, from, Math.min(from + LINES_A_QUERY, lines.size()), counts);
        }
        return counts;
    }

    private void count(
            Selection selection,
            String attribute,
            List<Cutoff> lines,
            int from,
            int until,
            Map<String, List<Long>> counts) {
        SelectionQuery selected = new SelectionQuery(entity, selection, true, timesJoin);
        String value = "e." + attribute;
        List<String> columns = new ArrayList<>();
        for (int i = from; i < until; i++) {
            String between = value + " < :line" + i + (i == 0 ? "" : " and " + value + " >= :line" + (i - 1));
            columns.add("count(" + Rows.only(value, between) + ")");
        }
        Optional<String> tenant = entity.tenant().map(selected::say);
        tenant.ifPresent(columns::add);
        if (columns.size() == 1) {
            columns.add("count(" + value + ")");
        }
        Query query = selected.bind(entityManager.createQuery("select " + String.join(", ", columns) + " from "
                + entity.name() + " e" + selected.joins() + " where " + selected.condition()
                + tenant.map(of -> " group by " + of).orElse("")));
        TimeType time = Objects.requireNonNull(entity.times().get(attribute), attribute);
        for (int i = Math.max(0, from - 1); i < until; i++) {
            query.setParameter(
                    "line" + i, time.line(lines.get(i).before(), lines.get(i).zone()));
        }
        for (@Nullable Object[] row : Rows.columns(query)) {
            Object named = tenant.isPresent() ? row[until - from] : null;
            List<Long> own = counts.computeIfAbsent(
                    named == null ? "" : named.toString(),
                    name -> new ArrayList<>(Collections.nCopies(lines.size(), 0L)));
            for (int i = from; i < until; i++) {
                Object rows = row[i - from];
                own.set(i, own.get(i) + (rows == null ? 0 : ((Number) rows).longValue()));
            }
        }
    }
}
