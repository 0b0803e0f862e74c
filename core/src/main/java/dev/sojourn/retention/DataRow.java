package dev.sojourn.retention;

import dev.sojourn.policy.DataSubject;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the core needs to know of one row to judge it: never its personal content.
 *
 * @param key the row
 * @param tenant its tenant; empty when the host has none
 * @param subjects whom it is about; empty when it belongs to nobody in particular
 * @param anchors the attributes that are not null, by name: of those the entity's bindings name and those its rules fall
 *     back on
 * @param children rows that go with this one and may be kept in their own right: those with a subject or a floor;
 *     a store may leave out children that nothing can keep
 */
public record DataRow(
        RowKey key, String tenant, List<DataSubject> subjects, Map<String, Anchor> anchors, List<DataRow> children) {

    /** Checks the parts and copies the collections. */
    public DataRow {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(tenant, "tenant");
        subjects = List.copyOf(subjects);
        anchors = Map.copyOf(anchors);
        children = List.copyOf(children);
    }
}
