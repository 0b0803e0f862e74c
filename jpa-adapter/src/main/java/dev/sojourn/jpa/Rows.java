package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks for columns of rows by their ids, so many at a time that every database takes them as parameters. */
final class Rows {

    /** Where a query asks whether a row is one of those given. */
    static final String IDS = "{ids}";

    private Rows() {}

    /** Asks something of so many ids at a time as one statement takes; never of none. */
    static <T> List<T> inChunks(Key key, Collection<?> ids, Function<List<Object>, List<T>> query) {
        List<Object> all = new ArrayList<>(ids);
        List<T> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += key.most()) {
            found.addAll(query.apply(all.subList(from, Math.min(all.size(), from + key.most()))));
        }
        return found;
    }

    /** A query on some ids of the row an alias names; {@link #IDS} in it is the condition that they are those. */
    static Query query(EntityManager entityManager, Key key, String alias, String query, List<Object> ids) {
        return query(key, alias, query, ids, text -> key.queries().query(entityManager, text));
    }

    /** The same on rows to be locked; those that others hold are left out where the provider can. */
    static Query lockingQuery(EntityManager entityManager, Key key, String alias, String query, List<Object> ids) {
        return query(key, alias, query, ids, text -> key.queries().lockingQuery(entityManager, text));
    }

    private static Query query(Key key, String alias, String query, List<Object> ids, Function<String, Query> making) {
        Optional<String> array = key.amongArray(query, alias);
        Query made = making.apply(query.replace(IDS, array.orElseGet(() -> key.among(alias, ids))));
        if (array.isPresent()) {
            key.bindArray(made, ids);
        } else {
            key.bindAmong(made, ids);
        }
        return made;
    }

    /** Runs a statement on ids as often as it takes, and counts. */
    static long changing(EntityManager entityManager, Key key, String alias, String statement, Collection<?> ids) {
        return inChunks(
                        key,
                        ids,
                        chunk -> List.of(query(entityManager, key, alias, statement, chunk)
                                .executeUpdate()))
                .stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    /** Columns of rows by ids. */
    static List<@Nullable Object[]> byIds(
            EntityManager entityManager, Key key, String alias, String query, Collection<?> ids) {
        return inChunks(key, ids, chunk -> columns(query(entityManager, key, alias, query, chunk)));
    }

    /** What a query selects, a single column too. */
    static List<@Nullable Object[]> columns(Query query) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Object row : query.getResultList()) {
            rows.add(row instanceof Object[] several ? several : new Object[] {row});
        }
        return rows;
    }

    /** A value where a condition holds, and else null: in the value's own type, which not every provider gives a bare null. */
    static String only(String value, String condition) {
        return "case when " + condition + " then " + value + " else nullif(" + value + ", " + value + ") end";
    }

    /**
     * A row that goes with another.
     *
     * @param parent the other's id
     * @param child its own
     */
    record Owned(Object parent, Object child) {}

    /** The ids of rows a link owns. */
    static List<Owned> owned(
            EntityManager entityManager,
            RetainedEntity parent,
            RetainedEntity.Link link,
            RetainedEntity child,
            Collection<?> parents) {
        return owned(entityManager, parent, link, child, child.key().columns("e"), parents).stream()
                .map(row -> new Owned(
                        parent.key().read(row, 0),
                        child.key().read(row, parent.key().width())))
                .toList();
    }

    /** Columns of the rows {@code e} a link owns, behind the id of the row that owns them. */
    static List<@Nullable Object[]> owned(
            EntityManager entityManager,
            RetainedEntity parent,
            RetainedEntity.Link link,
            RetainedEntity child,
            String columns,
            Collection<?> parents) {
        Key key = parent.key();
        String to = link.ofParent() ? "p" : "e." + link.attribute();
        String from = link.ofParent() ? parent.name() + " p join p." + link.attribute() + " e" : child.name() + " e";
        String query = "select " + key.columns(to) + ", " + columns + " from " + from + " where " + IDS
                + child.only("e") + " order by " + child.key().columns("e");
        return byIds(entityManager, key, to, query, parents);
    }
}
