package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts rows of one hierarchy that refer to one another in order: each goes in a wave before those it refers to. */
final class Waves {

    private final EntityManager entityManager;
    private final List<DeletionOrder.Tie> ties;
    private final RetainedEntity entity;

    /**
     * An order.
     *
     * @param entity any of the hierarchy, for its key
     */
    Waves(EntityManager entityManager, List<DeletionOrder.Tie> ties, RetainedEntity entity) {
        this.entityManager = entityManager;
        this.ties = ties;
        this.entity = entity;
    }

    /** Rows that refer to one another in a circle come last and together: some databases look only when all are gone. */
    List<Set<Object>> of(Set<Object> ids) {
        Map<Object, List<Object>> after = new HashMap<>();
        Map<Object, Integer> waiting = new HashMap<>();
        ties.forEach(tie -> read(tie, ids, after, waiting));
        if (waiting.isEmpty()) {
            return List.of(ids);
        }
        List<Set<Object>> waves = new ArrayList<>();
        Set<Object> left = new LinkedHashSet<>(ids);
        Set<Object> wave = new LinkedHashSet<>(ids);
        wave.removeAll(waiting.keySet());
        while (!wave.isEmpty()) {
            waves.add(wave);
            left.removeAll(wave);
            Set<Object> next = new LinkedHashSet<>();
            for (Object id : wave) {
                for (Object other : after.getOrDefault(id, List.of())) {
                    if (waiting.merge(other, -1, Integer::sum) == 0) {
                        next.add(other);
                    }
                }
            }
            wave = next;
        }
        if (!left.isEmpty()) {
            waves.add(left);
        }
        return waves;
    }

    private void read(
            DeletionOrder.Tie tie, Set<Object> ids, Map<Object, List<Object>> after, Map<Object, Integer> waiting) {
        Key key = entity.key();
        Set<List<Object>> met = new HashSet<>();
        Rows.byIds(
                        entityManager,
                        key,
                        "x",
                        "select " + key.columns("x") + ", " + key.columns("y") + " from " + tie.entity() + " x join x."
                                + tie.attribute() + " y where " + Rows.IDS,
                        ids)
                .forEach(row -> {
                    Object has = key.read(row, 0);
                    Object ledTo = key.read(row, key.width());
                    Object first = tie.holdsKey() ? has : ledTo;
                    Object second = tie.holdsKey() ? ledTo : has;
                    if (!first.equals(second)
                            && ids.contains(first)
                            && ids.contains(second)
                            && met.add(List.of(first, second))) {
                        after.computeIfAbsent(first, none -> new ArrayList<>()).add(second);
                        waiting.merge(second, 1, Integer::sum);
                    }
                });
    }
}
