package dev.sojourn.retention;

import dev.sojourn.policy.DataSubject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
 * @param keptBy a reference that keeps the row while it lasts ({@code Payment.account}), from a row that does not go with
 *     it; empty when there is none
 */
public record DataRow(
        RowKey key,
        String tenant,
        List<DataSubject> subjects,
        Map<String, Anchor> anchors,
        List<DataRow> children,
        Optional<String> keptBy) {

    /** Checks the parts and copies the collections. */
    public DataRow {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(tenant, "tenant");
        subjects = List.copyOf(subjects);
        anchors = Map.copyOf(anchors);
        children = List.copyOf(children);
        Objects.requireNonNull(keptBy, "keptBy");
    }

    /**
     * A row that no reference keeps.
     *
     * @param key the row
     * @param tenant its tenant; empty when the host has none
     * @param subjects whom it is about
     * @param anchors the trigger attributes that are not null, by name
     * @param children rows that go with this one and may be kept in their own right
     */
    public DataRow(
            RowKey key,
            String tenant,
            List<DataSubject> subjects,
            Map<String, Anchor> anchors,
            List<DataRow> children) {
        this(key, tenant, subjects, anchors, children, Optional.empty());
    }
}
