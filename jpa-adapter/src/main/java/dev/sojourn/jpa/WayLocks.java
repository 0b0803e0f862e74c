package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Locks the rows through which other rows say whom they are about, so that nobody gives these to another person between
 * their judgement and their disposal. Rows of a way may be shared: such locks keep out those who change them, and no other
 * sweep.
 */
final class WayLocks {

    /**
     * A row met on a way.
     *
     * @param steps the associations that lead to it
     * @param entity its entity
     * @param key its id
     */
    record Stop(List<String> steps, String entity, Key key) {}

    private WayLocks() {}

    /** The rows met on the ways of an entity, each before those behind it. */
    static List<Stop> stops(
            RetainedEntity entity, EntityDeclaration declared, Ways ways, Keys keys, List<Fault> faults) {
        Map<List<String>, Stop> stops = new LinkedHashMap<>();
        for (Way way : entity.distant()) {
            EntityDeclaration at = declared;
            for (int length = 1; length <= way.steps().size(); length++) {
                List<String> steps = List.copyOf(way.steps().subList(0, length));
                Optional<EntityDeclaration> target =
                        ways.end(at, steps.get(length - 1)).flatMap(end -> ways.target(end.attribute()));
                if (target.isEmpty()) {
                    break;
                }
                at = target.get();
                Optional<Key> key = keys.of(at.name());
                if (key.isEmpty()) {
                    faults.add(keys.problem(at));
                    break;
                }
                stops.put(steps, new Stop(steps, at.name(), key.get()));
            }
        }
        return stops.values().stream()
                .sorted(Comparator.comparingInt(stop -> stop.steps().size()))
                .toList();
    }

    /** Those of some locked rows whose ways are locked now as well: of the others somebody holds a row on the way. */
    static Set<Object> lock(
            EntityManager entityManager, RetainedEntity entity, List<Stop> stops, Collection<Object> ids) {
        Set<Object> free = new LinkedHashSet<>(ids);
        for (Stop stop : stops) {
            if (!free.isEmpty()) {
                Map<Object, List<Object>> leading = leading(entityManager, entity, stop, free);
                Set<Object> locked = locked(entityManager, stop, leading.keySet());
                leading.forEach((there, from) -> {
                    if (!locked.contains(there)) {
                        free.removeAll(new HashSet<>(from));
                    }
                });
            }
        }
        return free;
    }

    private static Map<Object, List<Object>> leading(
            EntityManager entityManager, RetainedEntity entity, Stop stop, Set<Object> ids) {
        StringBuilder joins = new StringBuilder();
        String alias = "e";
        for (String step : stop.steps()) {
            String next = "w" + joins.length();
            joins.append(" join ")
                    .append(alias)
                    .append('.')
                    .append(step)
                    .append(' ')
                    .append(next);
            alias = next;
        }
        Key key = entity.key();
        Map<Object, List<Object>> leading = new LinkedHashMap<>();
        for (@Nullable
        Object[] row : Rows.byIds(
                entityManager,
                key,
                "e",
                "select " + key.columns("e") + ", " + stop.key().columns(alias) + " from " + entity.name() + " e"
                        + joins + " where " + Rows.IDS,
                ids)) {
            leading.computeIfAbsent(stop.key().read(row, key.width()), there -> new ArrayList<>())
                    .add(key.read(row, 0));
        }
        return leading;
    }

    private static Set<Object> locked(EntityManager entityManager, Stop stop, Set<Object> ids) {
        Key key = stop.key();
        String jpql = "select " + key.columns("e") + " from " + stop.entity() + " e where " + Rows.IDS + " order by "
                + key.columns("e");
        Set<Object> locked = new HashSet<>();
        Rows.inChunks(key, ids, chunk -> {
                    Query query = key.queries()
                            .lockingQuery(
                                    entityManager,
                                    jpql.replace(Rows.IDS, key.among("e", chunk)),
                                    LockModeType.PESSIMISTIC_READ);
                    key.bindAmong(query, chunk);
                    return Rows.columns(query);
                })
                .forEach(row -> locked.add(key.read(row, 0)));
        return locked;
    }
}
