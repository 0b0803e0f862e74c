package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what an access copy shows of rows as they were; past states with a rule of their own are copied as rows of theirs. */
final class PastCopying {

    private static final String REVISED_AT = "revisedAt";

    private final EntityManager entityManager;

    PastCopying(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Under which name a copy lists the past states of an entity's rows. */
    static String name(Audits.States states) {
        return states.at().main().name().text();
    }

    /** Past states by row, the oldest first, each with what it shows and when it began; one that shows nothing is left out. */
    Map<Object, List<Map<String, Object>>> of(RetainedEntity entity, Audits.States states, List<Object> ids) {
        Key key = entity.key();
        Map<String, String> shown = new LinkedHashMap<>();
        for (String path : entity.copied()) {
            List<Placement.Name> columns = key.queries().columns(entity.name(), path);
            if (columns.size() == 1) {
                states.path(columns.get(0)).ifPresent(past -> shown.put(path, past));
            }
        }
        Map<Object, List<Map<String, Object>>> found = new LinkedHashMap<>();
        if (shown.isEmpty()) {
            return found;
        }
        List<String> selected = new ArrayList<>();
        selected.add(key.columns(at(states.key())));
        states.revisedAt().ifPresent(path -> selected.add(at(path)));
        shown.values().forEach(path -> selected.add(at(path)));
        String query = "select " + String.join(", ", selected) + " from " + states.entity() + " " + PastRedaction.ALIAS
                + " where " + Rows.IDS + " order by " + at(states.revision()) + ".id";
        for (@Nullable Object[] row : Rows.byIds(entityManager, key, at(states.key()), query, ids)) {
            int next = key.width();
            Map<String, Object> state = new LinkedHashMap<>();
            if (states.revisedAt().isPresent()) {
                Number millis = (Number) Objects.requireNonNull(row[next++]);
                state.put(REVISED_AT, Instant.ofEpochMilli(millis.longValue()));
            }
            int values = state.size();
            for (String path : shown.keySet()) {
                Copying.put(state, path, row[next++]);
            }
            if (state.size() > values) {
                found.computeIfAbsent(key.read(row, 0), id -> new ArrayList<>()).add(state);
            }
        }
        return found;
    }

    private static String at(String path) {
        return PastRedaction.ALIAS + "." + path;
    }
}
