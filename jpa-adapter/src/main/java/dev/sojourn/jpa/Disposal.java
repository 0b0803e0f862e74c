package dev.sojourn.jpa;

import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.RowKey;
import jakarta.persistence.Cache;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
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
    private final Set<Class<?>> unnamed = new LinkedHashSet<>();

    Disposal(EntityManager entityManager, EntityModel model) {
        this.entityManager = entityManager;
        this.model = model;
    }

    /** Rows gone by entity or collection; a reference set to null in a row that stays is counted under its own name. */
    Map<String, Long> dispose(RetainedEntity entity, List<DataRow> rows) {
        entityManager.flush();
        Set<RowKey> judged = new LinkedHashSet<>();
        rows.forEach(row -> {
            judged.add(new RowKey(entity.name(), row.key().id()));
            judged.addAll(row.childKeys());
        });
        LastInLine last = new LastInLine(entityManager, model);
        Map<String, Set<Object>> going = new Family(entityManager, model).whole(judged, last::contains);
        going.forEach((name, ids) -> unlink(model.entity(name), List.copyOf(ids), going));
        going.forEach((name, ids) -> last.delete(model.entity(name), ids).forEach((child, number) -> {
            count(child, number);
            unnamed.add(model.entity(child).type());
        }));
        Map<String, List<RetainedEntity>> byRoot = new LinkedHashMap<>();
        going.keySet().stream()
                .map(model::entity)
                .sorted(Comparator.comparingInt(
                        one -> model.order().turn(one.kind().root())))
                .forEach(one -> byRoot.computeIfAbsent(one.kind().root(), root -> new ArrayList<>())
                        .add(one));
        byRoot.forEach((root, kinds) -> delete(root, kinds, going));
        return gone;
    }

    /** References declared UNLINK set to null while the rows they refer to stay; counted under their own names. */
    Map<String, Long> unlink(RetainedEntity entity, List<Object> ids) {
        entityManager.flush();
        unlink(entity, ids, Map.of());
        return gone;
    }

    /** Rows of one hierarchy, those that refer to others of it before those others. */
    private void delete(String root, List<RetainedEntity> kinds, Map<String, Set<Object>> going) {
        Set<Object> all = new LinkedHashSet<>();
        kinds.forEach(kind -> all.addAll(Objects.requireNonNull(going.get(kind.name()))));
        for (Set<Object> wave : new Waves(entityManager, model.order().within(root), kinds.get(0)).of(all)) {
            for (RetainedEntity kind : kinds) {
                Set<Object> its = Objects.requireNonNull(going.get(kind.name()));
                delete(
                        kind,
                        wave.size() == all.size()
                                ? List.copyOf(its)
                                : wave.stream().filter(its::contains).toList());
            }
        }
    }

    private void delete(RetainedEntity entity, List<Object> ids) {
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
                        "delete from " + entity.deletedBy() + " e where " + Rows.IDS,
                        ids));
        entity.key()
                .queries()
                .deletePast(entityManager, entity.name(), entity.key(), ids)
                .forEach(this::count);
        forget(entity, ids);
    }

    private void unlink(RetainedEntity entity, List<Object> ids, Map<String, Set<Object>> going) {
        for (RetainedEntity.Reference reference : entity.references()) {
            if (reference.isJoined()) {
                part(entity, reference, ids, going);
            } else if (!reference.keeps()) {
                unlink(entity, reference, ids, going);
            }
            entity.key()
                    .queries()
                    .unlinkPast(entityManager, reference.past(), entity.key(), ids)
                    .forEach(this::count);
        }
    }

    /** Takes rows out of another's join table; the row that has them counts as changed. */
    private void part(
            RetainedEntity entity,
            RetainedEntity.Reference reference,
            List<Object> ids,
            Map<String, Set<Object>> going) {
        Key key = reference.key();
        Set<Object> having = new LinkedHashSet<>();
        Rows.byIds(
                        entityManager,
                        entity.key(),
                        "r",
                        "select distinct " + key.columns("q") + " from " + reference.entity() + " q join q."
                                + reference.attribute() + " r where " + Rows.IDS,
                        ids)
                .forEach(row -> having.add(key.read(row, 0)));
        count(
                reference.label(),
                entity.key().queries().deleteJoined(entityManager, reference.pairs(), entity.key(), ids));
        having.removeAll(gone(reference, going));
        reference
                .version()
                .ifPresent(attribute -> Rows.changing(
                        entityManager,
                        key,
                        "q",
                        "update " + reference.entity() + " q set q." + attribute + " = q." + attribute + " + 1 where "
                                + Rows.IDS,
                        having));
        forgotten
                .computeIfAbsent(key.entity(), type -> new ArrayList<>())
                .addAll(having.stream().map(key::toHost).toList());
    }

    private Set<Object> gone(RetainedEntity.Reference reference, Map<String, Set<Object>> going) {
        Set<Object> gone = new HashSet<>();
        going.forEach((name, those) -> {
            if (model.entity(name).kind().root().equals(reference.root())) {
                gone.addAll(those);
            }
        });
        return gone;
    }

    /** Rows that go themselves lose the reference too, which may be part of a circle; only those that stay are counted. */
    private void unlink(
            RetainedEntity entity,
            RetainedEntity.Reference reference,
            List<Object> ids,
            Map<String, Set<Object>> going) {
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
        Set<Object> gone = gone(reference, going);
        List<Object> staying =
                referring.stream().filter(id -> !gone.contains(id)).toList();
        List<Object> leaving = referring.stream().filter(gone::contains).toList();
        String statement = "update " + reference.entity() + " q set q." + reference.attribute() + " = null" + version
                + " where " + Rows.IDS;
        count(reference.label() + " unlinked", Rows.changing(entityManager, key, "q", statement, staying));
        Rows.changing(entityManager, key, "q", statement, leaving);
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
        if (!Loaded.isNothing(entityManager)) {
            known.forEach(id -> Loaded.forget(entityManager, entity.type(), id));
        }
        forgotten.computeIfAbsent(entity.type(), type -> new ArrayList<>()).addAll(known);
    }

    /** The shared cache must not serve it; asked again after the commit, until which others may have read it back. */
    void evict(@Nullable Cache shared) {
        if (shared != null) {
            unnamed.forEach(shared::evict);
            forgotten.forEach((type, ids) -> ids.forEach(id -> shared.evict(type, id)));
        }
    }
}
