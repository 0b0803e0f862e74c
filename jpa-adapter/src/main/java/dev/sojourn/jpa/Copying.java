package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
        Map<Object, Map<String, Object>> byId = new LinkedHashMap<>();
        ids.forEach(id -> byId.put(id, new LinkedHashMap<>()));
        Key key = entity.key();
        List<String> paths = new ArrayList<>(key.paths());
        entity.copied().stream().filter(path -> !paths.contains(path)).forEach(paths::add);
        List<Object> found = new ArrayList<>();
        for (@Nullable Object[] row : Rows.byIds(entityManager, key, "e", own(entity, paths), ids)) {
            Object id = key.read(row, 0);
            found.add(id);
            Map<String, Object> copy = Objects.requireNonNull(byId.get(id));
            for (int i = 0; i < row.length; i++) {
                if (entity.copied().contains(paths.get(i))) {
                    put(copy, paths.get(i), row[i]);
                }
            }
        }
        entity.collections().stream()
                .filter(RetainedEntity.OwnCollection::shows)
                .forEach(collection -> addElements(entity, collection, found, byId));
        entity.links().forEach(link -> addOwned(entity, link, found, byId));
        addPast(entity, found, byId);
        byId.keySet().retainAll(found);
        return List.copyOf(byId.values());
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

    private static String own(RetainedEntity entity, List<String> paths) {
        return "select "
                + String.join(", ", paths.stream().map(path -> "e." + path).toList()) + " from " + entity.name()
                + " e where " + Rows.IDS;
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
        Rows.grouped(Rows.owned(entityManager, entity, link, child, ids))
                .forEach((id, owned) ->
                        list(Objects.requireNonNull(byId.get(id)), child.name()).addAll(copies(child, owned)));
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
