package dev.sojourn.retention;

import dev.sojourn.policy.DataSubject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A row on its way to an archive. {@link #toString()} shows the entity alone.
 *
 * @param key the row
 * @param tenant its tenant; empty when the host has none
 * @param subjects whom it is about
 * @param values what an access copy shows of it and of what goes with it: attribute to plain value, without what is marked
 *     as not personal
 */
public record ArchivedRow(RowKey key, String tenant, List<DataSubject> subjects, Map<String, Object> values) {

    /** Checks the parts and copies the collections. */
    public ArchivedRow {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(tenant, "tenant");
        subjects = List.copyOf(subjects);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public String toString() {
        return "ArchivedRow[" + key + "]";
    }
}
