package dev.sojourn.jpa;

import dev.sojourn.retention.DataRow;
import jakarta.persistence.Cache;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deletes rows with all that goes with them, within one unit, by ids only: children, references to nothing, then rows. */
final class Disposal {

    private final EntityManager entityManager;
    private final EntityModel model;
    private final Map<String, Long> gone = new LinkedHashMap<>();
    private final Map<Class<?>, List<Object>> forgotten = new LinkedHashMap<>();

    Disposal(EntityManager entityManager, EntityModel model) {
        this.entityManager = entityManager;
        this.model = model;
    }

    /** Rows gone by entity or collection; a reference set to null is counted under its own name. */
    Map<String, Long> dispose(RetainedEntity entity, List<DataRow> rows) {
        entityManager.flush();
        delete(entity, rows.stream().map(row -> row.key().id()).toList(), rows);
        return gone;
    }

    private void delete(RetainedEntity entity, List<Object> ids, List<DataRow> judged) {
        if (ids.isEmpty()) {
            return;
        }
        Map<String, Set<Object>> children = new LinkedHashMap<>();
        for (RetainedEntity.Link link : entity.links()) {
            children.computeIfAbsent(link.child(), key -> new LinkedHashSet<>())
                    .addAll(owned(entity, link, ids, judged));
        }
        children.forEach((child, owned) -> delete(model.entity(child), List.copyOf(owned), childrenOf(judged, child)));
        entity.references().stream()
                .filter(reference -> !reference.keeps())
                .forEach(reference -> unlink(entity, reference, ids));
        entity.collections().forEach(collection -> count(entity, collection, ids));
        if (entity.key().queries().isFiltered(entity.name())) {
            entity.key().queries().deleteCollections(entityManager, entity.name(), entity.key(), ids);
        }
        count(
                entity.name(),
                Rows.changing(
                        entityManager,
                        entity.key(),
                        "e",
                        "delete from " + entity.name() + " e where " + Rows.IDS,
                        ids));
        forget(entity, ids);
    }

    /** Of children that may keep their row only those that were judged: one that came later makes the foreign key fail. */
    private Collection<Object> owned(
            RetainedEntity entity, RetainedEntity.Link link, List<Object> ids, List<DataRow> judged) {
        RetainedEntity child = model.entity(link.child());
        return model.mayKeep(child)
                ? childrenOf(judged, child.name()).stream()
                        .map(row -> row.key().id())
                        .toList()
                : Rows.owned(entityManager, entity, link, child, ids).stream()
                        .map(Rows.Owned::child)
                        .toList();
    }

    private static List<DataRow> childrenOf(List<DataRow> rows, String child) {
        return rows.stream()
                .flatMap(row -> row.children().stream())
                .filter(row -> row.key().entity().equals(child))
                .toList();
    }

    private void unlink(RetainedEntity entity, RetainedEntity.Reference reference, List<Object> ids) {
        Key key = reference.key();
        List<Object> referring = Rows.byIds(
                        entityManager,
                        entity.key(),
                        "q." + reference.attribute(),
                        "select " + key.columns("q") + " from " + reference.entity() + " q where " + Rows.IDS,
                        ids)
                .stream()
                .map(row -> key.read(row, 0))
                .toList();
        String version = reference
                .version()
                .map(attribute -> ", q." + attribute + " = q." + attribute + " + 1")
                .orElse("");
        count(
                reference.label() + " unlinked",
                Rows.changing(
                        entityManager,
                        key,
                        "q",
                        "update " + reference.entity() + " q set q." + reference.attribute() + " = null" + version
                                + " where " + Rows.IDS,
                        referring));
    }

    /** The provider deletes them with their rows and does not say how many. */
    private void count(RetainedEntity entity, RetainedEntity.OwnCollection collection, List<Object> ids) {
        long rows = Rows.byIds(
                        entityManager,
                        entity.key(),
                        "e",
                        "select count(" + entity.key().first("e") + ") from " + entity.name() + " e join e."
                                + collection.attribute() + " v where " + Rows.IDS,
                        ids)
                .stream()
                .mapToLong(row -> ((Number) Objects.requireNonNull(row[0])).longValue())
                .sum();
        count(entity.name() + "." + collection.attribute(), rows);
    }

    private void count(String what, long rows) {
        if (rows > 0) {
            gone.merge(what, rows, Long::sum);
        }
    }

    /** The unit's own cache must not write back what is gone. */
    private void forget(RetainedEntity entity, List<Object> ids) {
        List<Object> known = ids.stream().map(entity.key()::toHost).toList();
        known.forEach(id -> entityManager.detach(entityManager.getReference(entity.type(), id)));
        forgotten.computeIfAbsent(entity.type(), type -> new ArrayList<>()).addAll(known);
    }

    /** The shared cache must not serve it; asked again after the commit, until which others may have read it back. */
    void evict(@Nullable Cache shared) {
        if (shared != null) {
            forgotten.forEach((type, ids) -> ids.forEach(id -> shared.evict(type, id)));
        }
    }
}
