package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the keys of rows whose tenants have cutoffs of their own between one key and another further on. Asked for the first
 * few of all rows instead, a database looks up the cutoff of each row by itself; of some rows it reads all cutoffs once.
 */
final class KeyWindows {

    /** A first guess at how many rows there are for each that is selected. */
    private static final int ROWS_A_KEY = 4;

    /** Fewer would not be worth reading all cutoffs for. */
    private static final int LEAST = 2_000;

    /** More could all be selected, and fill the heap. */
    private static final int MOST = 50_000;

    private final EntityManager entityManager;
    private final RetainedEntity entity;
    private final SelectionQuery selected;
    private final Key key;

    KeyWindows(EntityManager entityManager, RetainedEntity entity, SelectionQuery selected) {
        this.entityManager = entityManager;
        this.entity = entity;
        this.selected = selected;
        this.key = entity.key();
    }

    /** The first keys that are selected, in their order; fewer than the limit only at the end. */
    List<Object> keys(Optional<Object> after, int limit) {
        List<Object> keys = new ArrayList<>();
        Optional<Object> from = after;
        long looked = 0;
        int rows = within((long) limit * ROWS_A_KEY);
        while (true) {
            Optional<Object> until = last(from, rows);
            keys.addAll(keys(from, until));
            if (until.isEmpty() || keys.size() >= limit) {
                return keys.subList(0, Math.min(limit, keys.size()));
            }
            from = until;
            looked += rows;
            rows = within(keys.isEmpty() ? rows * 2L : (limit - keys.size()) * looked / keys.size());
        }
    }

    /** The last key of so many rows; empty where there are no more. */
    private Optional<Object> last(Optional<Object> after, int rows) {
        Query query = key.queries()
                .query(
                        entityManager,
                        "select " + key.columns("e") + " from " + entity.name() + " e"
                                + (after.isPresent() ? " where " + key.after("e") : "") + " order by "
                                + key.columns("e"))
                .setFirstResult(rows - 1)
                .setMaxResults(1);
        after.ifPresent(id -> key.bindAfter(query, id));
        return Rows.columns(query).stream().map(row -> key.read(row, 0)).findFirst();
    }

    /** Without a limit, for the sake of which a database would look up cutoffs one by one again. */
    private List<Object> keys(Optional<Object> after, Optional<Object> until) {
        Query query = selected.bind(key.queries()
                .query(
                        entityManager,
                        "select " + key.columns("e") + " from " + entity.name() + " e" + selected.joins() + " where "
                                + selected.condition() + (after.isPresent() ? " and " + key.after("e") : "")
                                + (until.isPresent() ? " and " + key.upTo("e") : "") + " order by "
                                + key.columns("e")));
        after.ifPresent(id -> key.bindAfter(query, id));
        until.ifPresent(id -> key.bindUpTo(query, id));
        return Rows.columns(query).stream().map(row -> key.read(row, 0)).toList();
    }

    private static int within(long rows) {
        return (int) Math.max(LEAST, Math.min(MOST, rows));
    }
}
