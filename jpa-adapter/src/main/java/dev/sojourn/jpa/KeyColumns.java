package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Changes rows of a table that is no entity's, found by the columns that hold an entity's id.
 *
 * @param provider says how the values of an id are kept
 * @param columns in the order of the id's parts
 * @param key the entity's id
 */
record KeyColumns(Provider provider, List<Placement.Name> columns, Key key) {

    KeyColumns {
        if (columns.size() != key.width()) {
            throw new IllegalStateException(columns.size() + " columns hold no " + key);
        }
    }

    /** Runs a statement of SQL without its condition on the rows of these ids, and counts. */
    long change(EntityManager entityManager, String statement, Collection<?> ids) {
        return Rows.inChunks(
                        key,
                        ids,
                        chunk -> List.of(query(entityManager, statement, chunk).executeUpdate()))
                .stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    /** Parameters have numbers, which every provider takes in SQL. */
    private Query query(EntityManager entityManager, String statement, List<Object> ids) {
        List<Object> values = new ArrayList<>();
        String condition = key.isSingle()
                ? ids.stream()
                        .map(id -> parameter(values, id, 0))
                        .collect(Collectors.joining(", ", columns.get(0).sql() + " in (", ")"))
                : ids.stream()
                        .map(id -> IntStream.range(0, columns.size())
                                .mapToObj(at -> columns.get(at).sql() + " = " + parameter(values, id, at))
                                .collect(Collectors.joining(" and ", "(", ")")))
                        .collect(Collectors.joining(" or "));
        Query query = provider.sql(entityManager, statement + " where " + condition, List.of());
        for (int at = 0; at < values.size(); at++) {
            query.setParameter(at + 1, values.get(at));
        }
        return query;
    }

    private String parameter(List<Object> values, Object id, int at) {
        Object part = id instanceof CompositeId composite ? composite.parts().get(at) : id;
        values.add(provider.kept(key.entity(), key.paths().get(at), part));
        return "?" + values.size();
    }
}
