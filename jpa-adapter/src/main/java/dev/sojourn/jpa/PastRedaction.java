package dev.sojourn.jpa;

import dev.sojourn.policy.Redaction;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Redacts the past states of rows as their rows are, by statements on the provider's own entity of past states: each state
 * by the value that it has. They are changed in place, and remember nothing of it.
 */
final class PastRedaction {

    /** What queries call past states. */
    static final String ALIAS = "past";

    private final EntityManager entityManager;
    private final RetainedEntity entity;
    private final Audits.States states;

    private PastRedaction(EntityManager entityManager, RetainedEntity entity, Audits.States states) {
        this.entityManager = entityManager;
        this.entity = entity;
        this.states = states;
    }

    /** Past states of some rows redacted as these attributes say, counted under the name of their table. */
    static Map<String, Long> redact(
            EntityManager entityManager, RetainedEntity entity, List<RedactedAttribute> attributes, List<Object> ids) {
        List<RedactedAttribute> remembered =
                attributes.stream().filter(RedactedAttribute::isRemembered).toList();
        if (remembered.isEmpty()) {
            return Map.of();
        }
        Audits.States states = states(entity);
        long changed = new PastRedaction(entityManager, entity, states).redact(remembered, ids);
        return changed == 0 ? Map.of() : Map.of(states.at().main().name().text() + " redacted", changed);
    }

    /** Where a row has past states in which one of the attributes still is to be redacted; empty where none is remembered. */
    static Optional<String> pending(
            RetainedEntity entity, List<RedactedAttribute> attributes, Function<RedactedAttribute, Naming> naming) {
        List<String> any = new ArrayList<>();
        attributes.forEach(attribute -> any.addAll(attribute.pendingOnce(ALIAS, naming.apply(attribute))));
        if (any.isEmpty()) {
            return Optional.empty();
        }
        Audits.States states = states(entity);
        String same = entity.key().paths().stream()
                .map(path -> ALIAS + "." + states.key() + "." + path + " = e." + path)
                .collect(Collectors.joining(" and "));
        return Optional.of("exists (select " + entity.key().first(ALIAS + "." + states.key()) + " from "
                + states.entity() + " " + ALIAS + " where " + same + " and (" + String.join(" or ", any) + "))");
    }

    /** Names a value of a statement. */
    @FunctionalInterface
    interface Naming {
        String of(Object value);
    }

    private static Audits.States states(RetainedEntity entity) {
        return entity.key()
                .queries()
                .audits(entity.name(), entity.key())
                .states()
                .orElseThrow();
    }

    private long redact(List<RedactedAttribute> attributes, List<Object> ids) {
        Map<String, Object> named = new LinkedHashMap<>();
        List<String> any = new ArrayList<>();
        attributes.forEach(attribute -> any.addAll(attribute.pendingOnce(ALIAS, value -> name(named, value))));
        String counting = "select count(" + entity.key().first(ALIAS + "." + states.key()) + ") from " + states.entity()
                + " " + ALIAS + " where " + Rows.IDS + " and (" + String.join(" or ", any) + ")";
        long changed = chunks(ids, counting, named, query -> ((Number) query.getSingleResult()).longValue());
        if (changed > 0) {
            attributes.forEach(
                    attribute -> attribute.rememberedPlaces().forEach(place -> redact(attribute, place, ids)));
        }
        return changed;
    }

    private void redact(RedactedAttribute attribute, RedactedAttribute.Place place, List<Object> ids) {
        Map<String, Object> named = new LinkedHashMap<>();
        String pending = attribute.pending(ALIAS, place, value -> name(named, value));
        Redaction how = attribute.how();
        if (how instanceof Redaction.ToNull) {
            set(place, Optional.empty(), pending, named, ids);
        } else if (how instanceof Redaction.ToConstant constant) {
            set(place, Optional.of(constant.value()), pending, named, ids);
        } else {
            Set<Object> values = new LinkedHashSet<>();
            String reading = "select distinct " + ALIAS + "." + place.path() + " from " + states.entity() + " " + ALIAS
                    + " where " + Rows.IDS + " and " + pending;
            Rows.inChunks(entity.key(), ids, chunk -> Rows.columns(bound(reading, named, chunk)))
                    .forEach(row -> values.add(Objects.requireNonNull(row[0])));
            for (Object value : values) {
                Map<String, Object> more = new LinkedHashMap<>(named);
                String same = pending + " and " + ALIAS + "." + place.path() + " = " + name(more, value);
                set(place, Optional.ofNullable(how.replacing(value)), same, more, ids);
            }
        }
    }

    private void set(
            RedactedAttribute.Place place,
            Optional<@Nullable Object> value,
            String where,
            Map<String, Object> named,
            List<Object> ids) {
        Map<String, Object> all = new LinkedHashMap<>(named);
        String assignment = ALIAS + "." + place.path() + " = "
                + value.map(known -> name(all, Objects.requireNonNull(known))).orElse("null");
        String mark = place.marker()
                .map(marker -> ", " + ALIAS + "." + marker + " = " + name(all, true))
                .orElse("");
        String statement = "update " + states.entity() + " " + ALIAS + " set " + assignment + mark + " where "
                + Rows.IDS + " and " + where;
        chunks(ids, statement, all, query -> (long) query.executeUpdate());
    }

    private long chunks(List<Object> ids, String text, Map<String, Object> named, Function<Query, Long> count) {
        return Rows.inChunks(entity.key(), ids, chunk -> List.of(count.apply(bound(text, named, chunk)))).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private Query bound(String text, Map<String, Object> named, List<Object> ids) {
        Query query = Rows.query(entityManager, entity.key(), ALIAS + "." + states.key(), text, ids);
        named.forEach(query::setParameter);
        return query;
    }

    private static String name(Map<String, Object> named, Object value) {
        String name = "v" + named.size();
        named.put(name, value);
        return ":" + name;
    }
}
