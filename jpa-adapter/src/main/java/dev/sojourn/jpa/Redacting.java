package dev.sojourn.jpa;

import jakarta.persistence.Cache;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Redacts attributes of rows by their ids, within one unit: in one statement where JPQL can say every new value, else in
 * one for each different set of them. The version counts up, so that nobody's stale copy is written back.
 */
final class Redacting {

    private final EntityManager entityManager;
    private final RetainedEntity entity;

    Redacting(EntityManager entityManager, RetainedEntity entity) {
        this.entityManager = entityManager;
        this.entity = entity;
    }

    /** Rows changed, as the database counted them, under the entity's name; past states of them under their table's. */
    Map<String, Long> redact(List<RedactedAttribute> attributes, List<Object> ids) {
        entityManager.flush();
        List<RedactedAttribute> read = attributes.stream()
                .filter(attribute -> attribute.assigned(value -> ":unused").isEmpty())
                .toList();
        long changed = 0;
        if (read.isEmpty()) {
            changed = update(attributes, Map.of(), ids);
        } else {
            for (Map.Entry<Map<RedactedAttribute, Optional<Object>>, List<Object>> alike :
                    replaced(read, ids).entrySet()) {
                changed += update(attributes, alike.getKey(), alike.getValue());
            }
        }
        Map<String, Long> counts = new LinkedHashMap<>(past(attributes, ids));
        counts.put(entity.name(), changed);
        if (!Loaded.isNothing(entityManager)) {
            ids.forEach(id ->
                    Loaded.forget(entityManager, entity.type(), entity.key().toHost(id)));
        }
        return counts;
    }

    /** What the host did to rows is its own; of their past states goes what is declared to go with them. */
    private Map<String, Long> past(List<RedactedAttribute> attributes, List<Object> ids) {
        return !attributes.isEmpty() && attributes.stream().allMatch(RedactedAttribute::isMark)
                ? entity.key().queries().clearPast(entityManager, entity.name(), entity.key(), ids)
                : PastRedaction.redact(entityManager, entity, attributes, ids);
    }

    /** The shared cache must not serve what was there; asked again after the commit. */
    void evict(@Nullable Cache shared, List<Object> ids) {
        if (shared != null) {
            ids.forEach(id -> shared.evict(entity.type(), entity.key().toHost(id)));
        }
    }

    /** Rows that get the same values, by those values. */
    private Map<Map<RedactedAttribute, Optional<Object>>, List<Object>> replaced(
            List<RedactedAttribute> read, List<Object> ids) {
        Key key = entity.key();
        List<String> columns = new ArrayList<>();
        columns.add(key.columns("e"));
        for (RedactedAttribute attribute : read) {
            columns.add("e." + attribute.path());
            attribute.marker().ifPresent(marker -> columns.add("e." + marker));
        }
        String query = "select " + String.join(", ", columns) + " from " + entity.name() + " e where " + Rows.IDS;
        Map<Map<RedactedAttribute, Optional<Object>>, List<Object>> alike = new LinkedHashMap<>();
        for (@Nullable Object[] row : Rows.byIds(entityManager, key, "e", query, ids)) {
            Map<RedactedAttribute, Optional<Object>> values = new LinkedHashMap<>();
            int at = key.width();
            for (RedactedAttribute attribute : read) {
                Object value = row[at++];
                boolean marked = attribute.marker().isPresent() && Boolean.TRUE.equals(row[at++]);
                boolean done = marked || value == null || attribute.how().isDone(value);
                values.put(
                        attribute,
                        Optional.ofNullable(done ? value : attribute.how().replacing(Objects.requireNonNull(value))));
            }
            alike.computeIfAbsent(values, different -> new ArrayList<>()).add(key.read(row, 0));
        }
        return alike;
    }

    private long update(
            List<RedactedAttribute> attributes, Map<RedactedAttribute, Optional<Object>> read, List<Object> ids) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        Set<String> assignments = new LinkedHashSet<>();
        for (RedactedAttribute attribute : attributes) {
            if (attribute.isMark()) {
                continue;
            }
            Optional<Object> value = read.getOrDefault(attribute, Optional.empty());
            assignments.add(
                    read.containsKey(attribute)
                            ? attribute.assignedTo(value, known -> parameter(parameters, kept(attribute, known)))
                            : attribute
                                    .assigned(known -> parameter(parameters, kept(attribute, known)))
                                    .orElseThrow());
        }
        attributes.stream()
                .flatMap(attribute -> attribute.marker().stream())
                .distinct()
                .forEach(marker -> assignments.add("e." + marker + " = " + parameter(parameters, true)));
        version().ifPresent(version -> assignments.add("e." + version + " = e." + version + " + 1"));
        String statement =
                "update " + entity.name() + " e set " + String.join(", ", assignments) + " where " + Rows.IDS;
        return Rows.inChunks(entity.key(), ids, chunk -> {
                    Query query = Rows.query(entityManager, entity.key(), "e", statement, chunk);
                    parameters.forEach(query::setParameter);
                    return List.of(query.executeUpdate());
                })
                .stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    private Object kept(RedactedAttribute attribute, Object value) {
        return entity.key().queries().kept(entity, attribute, value);
    }

    private static String parameter(Map<String, Object> parameters, Object value) {
        String name = "v" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }

    private Optional<String> version() {
        return entityManager.getMetamodel().entity(entity.type()).getSingularAttributes().stream()
                .filter(SingularAttribute::isVersion)
                .<String>map(SingularAttribute::getName)
                .findFirst();
    }
}
