package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
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
        List<String> paths = paths(entity);
        Rows.byIds(entityManager, entity.key(), "e", jpql, ids).forEach(row -> add(entity, paths, row, 0, found));
        Map<Object, Map<String, Object>> inOrder = new LinkedHashMap<>();
        ids.stream().filter(found::containsKey).forEach(id -> inOrder.put(id, Objects.requireNonNull(found.get(id))));
        complete(entity, inOrder);
        return List.copyOf(inOrder.values());
    }

    /** The same of rows as selected, by id; {@link #columns} says what of, and they stand behind other values. */
    Map<Object, Map<String, Object>> copiesOf(RetainedEntity entity, List<@Nullable Object[]> selected, int from) {
        Map<Object, Map<String, Object>> copies = new LinkedHashMap<>();
        List<String> paths = paths(entity);
        selected.forEach(row -> add(entity, paths, row, from, copies));
        complete(entity, copies);
        return copies;
    }

    /** What a query selects of each row {@code e}: its key, and what a copy of it shows. */
    static String columns(RetainedEntity entity) {
        return paths(entity).stream().map(path -> "e." + path).collect(Collectors.joining(", "));
    }

    private static List<String> paths(RetainedEntity entity) {
        List<String> paths = new ArrayList<>(entity.key().paths());
        entity.copied().stream().filter(path -> !paths.contains(path)).forEach(paths::add);
        return paths;
    }

    /** Adds a row's own values unless they are there already, which some come to by two ways. */
    private static Map<String, Object> add(
            RetainedEntity entity,
            List<String> paths,
            @Nullable Object[] row,
            int from,
            Map<Object, Map<String, Object>> copies) {
        return copies.computeIfAbsent(entity.key().read(row, from), id -> {
            Map<String, Object> copy = new LinkedHashMap<>();
            int at = from;
            for (String path : paths) {
                if (entity.copied().contains(path)) {
                    put(copy, path, row[at]);
                }
                at++;
            }
            return copy;
        });
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
        List<String> paths = paths(child);
        for (@Nullable Object[] row : Rows.owned(entityManager, entity, link, child, columns(child), ids)) {
            list(Objects.requireNonNull(byId.get(key.read(row, 0))), child.name())
                    .add(add(child, paths, row, key.width(), copies));
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
