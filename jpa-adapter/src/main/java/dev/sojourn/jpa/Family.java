package dev.sojourn.jpa;

import dev.sojourn.retention.RowKey;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** What goes with rows, at any depth, by keys alone; rows that go with one another in a circle are met once. */
final class Family {

    private final EntityManager entityManager;
    private final EntityModel model;

    Family(EntityManager entityManager, EntityModel model) {
        this.entityManager = entityManager;
        this.model = model;
    }

    /** Of each row: the rows that go with it and may keep it. */
    Map<Object, Set<RowKey>> keepers(RetainedEntity entity, List<Object> ids) {
        Map<Object, Set<RowKey>> families = new LinkedHashMap<>();
        Map<RowKey, List<Object>> next = new LinkedHashMap<>();
        ids.forEach(id -> next.put(new RowKey(entity.name(), id), List.of(id)));
        while (!next.isEmpty()) {
            Map<RowKey, List<Object>> parents = new LinkedHashMap<>(next);
            next.clear();
            byEntity(parents.keySet()).forEach((name, theirs) -> {
                RetainedEntity parent = model.entity(name);
                for (RetainedEntity.Link link : parent.links()) {
                    RetainedEntity child = model.entity(link.child());
                    if (model.mayKeep(child)) {
                        for (Rows.Owned owned : Rows.owned(entityManager, parent, link, child, theirs)) {
                            RowKey key = new RowKey(child.name(), owned.child());
                            for (Object top :
                                    parents.getOrDefault(new RowKey(parent.name(), owned.parent()), List.of())) {
                                if (!key.equals(new RowKey(entity.name(), top))
                                        && families.computeIfAbsent(top, none -> new LinkedHashSet<>())
                                                .add(key)) {
                                    next.computeIfAbsent(key, none -> new ArrayList<>(1))
                                            .add(top);
                                }
                            }
                        }
                    }
                }
            });
        }
        return families;
    }

    /**
     * These rows, and all rows that go with them and nothing can keep.
     *
     * @param left says of a parent and its link whether the rows owned by it need not be found
     */
    Map<String, Set<Object>> whole(Set<RowKey> judged, BiPredicate<RetainedEntity, RetainedEntity.Link> left) {
        Map<String, Set<Object>> whole = new LinkedHashMap<>();
        Map<String, List<Object>> next = byEntity(judged);
        while (!next.isEmpty()) {
            Map<String, List<Object>> parents = next;
            next = new LinkedHashMap<>();
            parents.forEach((parent, ids) ->
                    whole.computeIfAbsent(parent, none -> new LinkedHashSet<>()).addAll(ids));
            for (Map.Entry<String, List<Object>> entry : parents.entrySet()) {
                RetainedEntity parent = model.entity(entry.getKey());
                for (RetainedEntity.Link link : parent.links()) {
                    RetainedEntity child = model.entity(link.child());
                    if (!model.mayKeep(child) && !left.test(parent, link)) {
                        Set<Object> known = new HashSet<>(whole.getOrDefault(link.child(), Set.of()));
                        List<Object> fresh = next.computeIfAbsent(link.child(), none -> new ArrayList<>());
                        known.addAll(fresh);
                        Rows.owned(entityManager, parent, link, child, entry.getValue()).stream()
                                .map(Rows.Owned::child)
                                .filter(known::add)
                                .forEach(fresh::add);
                    }
                }
            }
            next.values().removeIf(List::isEmpty);
        }
        return whole;
    }

    static Map<String, List<Object>> byEntity(Iterable<RowKey> keys) {
        Map<String, List<Object>> ids = new LinkedHashMap<>();
        keys.forEach(key ->
                ids.computeIfAbsent(key.entity(), none -> new ArrayList<>()).add(key.id()));
        return ids;
    }
}
