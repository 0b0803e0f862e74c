package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what an access copy shows of rows: their own values, their collections, owned rows that name no subject, and past states. */
final class Copying {

    private final EntityManager entityManager;
    private final EntityModel model;

    Copying(EntityManager entityManager, EntityModel model) {
        this.entityManager = entityManager;
        this.model = model;
    }

    /** One map a row, in the order of the ids; a null value is left out. */
    List<Map<String, Object>> copies(RetainedEntity entity, List<Object> ids) {
        String jpql = "select " + columns(entity) + " from " + entity.name() + " e where " + Rows.IDS;
        Map<Object, Map<String, Object>> found = new HashMap<>();
        Shown shown = Shown.of(entity, paths(entity), 0);
        Rows.byIds(entityManager, entity.key(), "e", jpql, ids).forEach(row -> shown.add(row, found));
        Map<Object, Map<String, Object>> inOrder = new LinkedHashMap<>();
        ids.stream().filter(found::containsKey).forEach(id -> inOrder.put(id, Objects.requireNonNull(found.get(id))));
        complete(entity, inOrder);
        return List.copyOf(inOrder.values());
    }

    /** The same of rows of which {@link #ways} were selected, by id. */
    Map<Object, Map<String, Object>> copiesOf(RetainedEntity entity, List<@Nullable Object[]> selected) {
        Map<Object, Map<String, Object>> copies = new LinkedHashMap<>();
        Shown shown = Shown.of(entity, ways(entity), 0);
        selected.forEach(row -> shown.add(row, copies));
        complete(entity, copies);
        return copies;
    }

    /** The ways to what a query selects of each row to tell whose it is, and to copy it. */
    static List<String> ways(RetainedEntity entity) {
        return with(Reading.whose(entity), entity.copied());
    }

    /** What a query selects of each row {@code e}: its key, and what a copy of it shows. */
    private static String columns(RetainedEntity entity) {
        return paths(entity).stream().map(path -> "e." + path).collect(Collectors.joining(", "));
    }

    private static List<String> paths(RetainedEntity entity) {
        return with(entity.key().paths(), entity.copied());
    }

    private static List<String> with(List<String> first, Collection<String> more) {
        List<String> ways = new ArrayList<>(first);
        more.stream().filter(way -> !ways.contains(way)).forEach(ways::add);
        return ways;
    }

    /**
     * What a copy shows of the columns of a row.
     *
     * @param from where the row's key is
     * @param names by which it shows a value
     * @param at in which column that is
     */
    private record Shown(Key key, int from, List<String> names, int[] at) {

        /** Of a row that selected some ways, the key first, from a place on. */
        static Shown of(RetainedEntity entity, List<String> ways, int from) {
            List<String> names =
                    paths(entity).stream().filter(entity.copied()::contains).toList();
            return new Shown(
                    entity.key(),
                    from,
                    names,
                    names.stream().mapToInt(name -> from + ways.indexOf(name)).toArray());
        }

        /** Adds a row's own values unless they are there already, which some come to by two ways. */
        Map<String, Object> add(@Nullable Object[] row, Map<Object, Map<String, Object>> copies) {
            Object id = key.read(row, from);
            Map<String, Object> known = copies.get(id);
            if (known != null) {
                return known;
            }
            Map<String, Object> copy = new LinkedHashMap<>(at.length + at.length / 2 + 1);
            for (int i = 0; i < at.length; i++) {
                put(copy, names.get(i), row[at[i]]);
            }
            copies.put(id, copy);
            return copy;
        }
    }

    /** Everything that belongs to some rows, each kind by one query for all of them. */
    private void complete(RetainedEntity entity, Map<Object, Map<String, Object>> copies) {
        if (copies.isEmpty()) {
            return;
        }
        List<Object> ids = List.copyOf(copies.keySet());
        entity.collections().stream()
                .filter(RetainedEntity.OwnCollection::shows)
                .forEach(collection -> addElements(entity, collection, ids, copies));
        entity.links().forEach(link -> addOwned(entity, link, ids, copies));
        addPast(entity, ids, copies);
    }

    private void addPast(RetainedEntity entity, List<Object> ids, Map<Object, Map<String, Object>> byId) {
        Unfiltered queries = entity.key().queries();
        if (queries.keptPast(entity.name()).isEmpty()) {
            queries.audits(entity.name(), entity.key())
                    .states()
                    .ifPresent(states -> new PastCopying(entityManager)
                            .of(entity, states, ids)
                            .forEach((id, past) -> list(Objects.requireNonNull(byId.get(id)), PastCopying.name(states))
                                    .addAll(past)));
        }
    }

    private void addElements(
            RetainedEntity entity,
            RetainedEntity.OwnCollection collection,
            List<Object> ids,
            Map<Object, Map<String, Object>> byId) {
        List<String> columns = new ArrayList<>(List.of(entity.key().columns("e")));
        collection.keys().forEach(path -> columns.add(path.isEmpty() ? "key(v)" : "key(v)." + path));
        collection.values().forEach(path -> columns.add(path.isEmpty() ? "v" : "v." + path));
        String jpql = "select " + String.join(", ", columns) + " from " + entity.name() + " e join e."
                + collection.attribute() + " v where " + Rows.IDS;
        Key key = entity.key();
        for (@Nullable Object[] row : Rows.byIds(entityManager, key, "e", jpql, ids)) {
            value(collection, row, key.width())
                    .ifPresent(value -> list(Objects.requireNonNull(byId.get(key.read(row, 0))), collection.attribute())
                            .add(value));
        }
    }

    private static Optional<Object> value(RetainedEntity.OwnCollection collection, @Nullable Object[] row, int from) {
        if (collection.keys().isEmpty() && collection.values().equals(List.of(""))) {
            return Optional.ofNullable(row[from]).map(Copying::plain);
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        int at = from;
        for (String path : collection.keys()) {
            put(parts, path.isEmpty() ? "key" : "key." + path, row[at++]);
        }
        for (String path : collection.values()) {
            put(parts, path.isEmpty() ? "value" : path, row[at++]);
        }
        return Optional.of(parts);
    }

    private void addOwned(
            RetainedEntity entity, RetainedEntity.Link link, List<Object> ids, Map<Object, Map<String, Object>> byId) {
        RetainedEntity child = model.entity(link.child());
        if (!child.owners().isEmpty()) {
            return;
        }
        Key key = entity.key();
        Map<Object, Map<String, Object>> copies = new LinkedHashMap<>();
        Shown shown = Shown.of(child, paths(child), key.width());
        for (@Nullable Object[] row : Rows.owned(entityManager, entity, link, child, columns(child), ids)) {
            list(Objects.requireNonNull(byId.get(key.read(row, 0))), child.name())
                    .add(shown.add(row, copies));
        }
        complete(child, copies);
    }

    @SuppressWarnings("unchecked") // only this class puts lists into the maps
    private static List<Object> list(Map<String, Object> copy, String name) {
        return (List<Object>) copy.computeIfAbsent(name, key -> new ArrayList<>());
    }

    static void put(Map<String, Object> copy, String name, @Nullable Object value) {
        if (value != null) {
            copy.put(name, plain(value));
        }
    }

    private static Object plain(Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value;
    }
}
