package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks for columns of rows by their ids, so many at a time that every database takes them as parameters. */
final class Rows {

    private static final int MOST_IDS = 1_000;

    private Rows() {}

    /** Runs a query on {@code :ids} as often as it takes; never with none. */
    static <T> List<T> inChunks(Collection<?> ids, Function<List<Object>, List<T>> query) {
        List<Object> all = new ArrayList<>(ids);
        List<T> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_IDS) {
            found.addAll(query.apply(all.subList(from, Math.min(all.size(), from + MOST_IDS))));
        }
        return found;
    }

    /** Runs a statement on {@code :ids} as often as it takes, and counts. */
    static long changing(EntityManager entityManager, String statement, Collection<?> ids) {
        return inChunks(
                        ids,
                        chunk -> List.of(entityManager
                                .createQuery(statement)
                                .setParameter("ids", chunk)
                                .executeUpdate()))
                .stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    /** Columns of rows by {@code :ids}. */
    static List<@Nullable Object[]> byIds(EntityManager entityManager, String query, Collection<?> ids) {
        return inChunks(ids, chunk -> columns(entityManager.createQuery(query).setParameter("ids", chunk)));
    }

    /** What a query selects, a single column too. */
    static List<@Nullable Object[]> columns(Query query) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Object row : query.getResultList()) {
            rows.add(row instanceof Object[] several ? several : new Object[] {row});
        }
        return rows;
    }

    /** The second column of each row by the first. */
    static Map<Object, List<Object>> grouped(List<@Nullable Object[]> rows) {
        Map<Object, List<Object>> grouped = new LinkedHashMap<>();
        for (@Nullable Object[] row : rows) {
            grouped.computeIfAbsent(Objects.requireNonNull(row[0]), key -> new ArrayList<>())
                    .add(Objects.requireNonNull(row[1]));
        }
        return grouped;
    }

    static Query locked(Query query) {
        return query.setLockMode(LockModeType.PESSIMISTIC_WRITE);
    }

    /** The ids of rows a link owns, with those of their parents before them. */
    static List<@Nullable Object[]> owned(
            EntityManager entityManager,
            RetainedEntity parent,
            RetainedEntity.Link link,
            RetainedEntity child,
            Collection<?> parents) {
        String childId = child.id().name();
        String parentId = parent.id().name();
        String query = link.ofParent()
                ? "select p." + parentId + ", e." + childId + " from " + parent.name() + " p join p." + link.attribute()
                        + " e where p." + parentId + " in :ids order by e." + childId
                : "select e." + link.attribute() + "." + parentId + ", e." + childId + " from " + child.name()
                        + " e where e." + link.attribute() + "." + parentId + " in :ids order by e." + childId;
        return byIds(entityManager, query, parents);
    }
}
