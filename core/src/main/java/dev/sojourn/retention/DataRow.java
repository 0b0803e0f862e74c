package dev.sojourn.retention;

import dev.sojourn.policy.DataSubject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the core needs to know of one row to judge it: never its personal content.
 *
 * @param key the row
 * @param tenant its tenant; empty when the host has none
 * @param subjects whom it is about; empty when it belongs to nobody in particular
 * @param anchors the attributes that are not null, by name: of those the entity's bindings name and those its rules fall
 *     back on
 * @param children rows that go with this one and may be kept in their own right: those with a subject or a floor;
 *     a store may leave out children that nothing can keep, may name those of children among them, and may read them when
 *     they are gone through ({@link RowPages})
 * @param mentioned whom it mentions, though it is about others: it goes without regard to them, unless a hold or
 *     restriction of theirs keeps it
 * @param keptBy a reference that keeps the row while it lasts ({@code Payment.account}), from a row that does not go with
 *     it; empty when there is none
 * @param source the row it was derived from; empty when there is none
 */
public record DataRow(
        RowKey key,
        String tenant,
        List<DataSubject> subjects,
        List<DataSubject> mentioned,
        Map<String, Anchor> anchors,
        List<DataRow> children,
        Optional<String> keptBy,
        Optional<RowKey> source) {

    /** Checks the parts and copies the collections. */
    public DataRow {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(tenant, "tenant");
        subjects = List.copyOf(subjects);
        mentioned = List.copyOf(mentioned);
        anchors = Map.copyOf(anchors);
        children = children instanceof RowPages ? children : List.copyOf(children);
        Objects.requireNonNull(keptBy, "keptBy");
        Objects.requireNonNull(source, "source");
    }

    /**
     * A row that was derived from no other.
     *
     * @param key the row
     * @param tenant its tenant; empty when the host has none
     * @param subjects whom it is about
     * @param mentioned whom it mentions
     * @param anchors the trigger attributes that are not null, by name
     * @param children rows that go with this one and may be kept in their own right
     * @param keptBy a reference that keeps the row while it lasts
     */
    public DataRow(
            RowKey key,
            String tenant,
            List<DataSubject> subjects,
            List<DataSubject> mentioned,
            Map<String, Anchor> anchors,
            List<DataRow> children,
            Optional<String> keptBy) {
        this(key, tenant, subjects, mentioned, anchors, children, keptBy, Optional.empty());
    }

    /**
     * The same row, derived from another.
     *
     * @param row the other
     * @return the row
     */
    public DataRow from(RowKey row) {
        return new DataRow(key, tenant, subjects, mentioned, anchors, children, keptBy, Optional.of(row));
    }

    /**
     * A row that mentions nobody else.
     *
     * @param key the row
     * @param tenant its tenant; empty when the host has none
     * @param subjects whom it is about
     * @param anchors the trigger attributes that are not null, by name
     * @param children rows that go with this one and may be kept in their own right
     * @param keptBy a reference that keeps the row while it lasts
     */
    public DataRow(
            RowKey key,
            String tenant,
            List<DataSubject> subjects,
            Map<String, Anchor> anchors,
            List<DataRow> children,
            Optional<String> keptBy) {
        this(key, tenant, subjects, List.of(), anchors, children, keptBy);
    }

    /**
     * Everybody whose hold or restriction keeps the row.
     *
     * @return those it is about and those it mentions
     */
    public List<DataSubject> concerned() {
        return mentioned.isEmpty()
                ? subjects
                : Stream.concat(subjects.stream(), mentioned.stream()).toList();
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

    /**
     * The keys of the children, at any depth, that came with the row; reads none.
     *
     * @return the keys
     */
    public List<RowKey> childKeys() {
        return children instanceof RowPages pages
                ? pages.keys()
                : children.stream()
                        .flatMap(child -> Stream.concat(Stream.of(child.key()), child.childKeys().stream()))
                        .toList();
    }
}
