package dev.sojourn.memory;

import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.DataDescription;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.Tally;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One attribute of a kind of objects: those objects in which it still has something to redact. */
final class InMemoryPart<T> implements PersonalDataStore {

    private final InMemoryRecords<T> records;
    private final RedactedAttribute<T> attribute;
    private final String name;

    InMemoryPart(InMemoryRecords<T> records, RedactedAttribute<T> attribute) {
        this.records = records;
        this.attribute = attribute;
        this.name = records.describe().entity() + "." + attribute.name();
    }

    @Override
    public DataDescription describe() {
        DataDescription whole = records.describe();
        return new DataDescription(
                name,
                whole.type(),
                attribute.bindings(),
                whole.times(),
                whole.hasTenant(),
                whole.hasSubject(),
                List.of(),
                false,
                Set.of(Disposition.REDACT),
                whole.mentions(),
                Optional.of(new DataDescription.Part(whole.entity(), attribute.name(), attribute.category())));
    }

    @Override
    public List<Tally> tally(Selection selection) {
        return records.tally(selection, this::isPending);
    }

    @Override
    public List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit) {
        return records.candidates(selection, after, limit, this::isPending).stream()
                .map(this::own)
                .toList();
    }

    @Override
    public List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking) {
        return records.read(selection, keys, this::isPending).stream()
                .map(row -> new DataRow(own(row.key()), row.tenant(), row.subjects(), row.anchors(), List.of()))
                .toList();
    }

    @Override
    public Map<String, Long> dispose(List<DataRow> rows, Disposition disposition) {
        if (disposition != Disposition.REDACT) {
            throw new IllegalArgumentException(
                    name + " cannot " + disposition + " an attribute: its description offers REDACT alone");
        }
        return Map.of(name, records.redact(rows, List.of(attribute)));
    }

    /** Its rows show it. */
    @Override
    public List<Map<String, Object>> copy(List<RowKey> keys) {
        return List.of();
    }

    private boolean isPending(T object) {
        return !attribute.isDone(object);
    }

    private RowKey own(RowKey key) {
        return new RowKey(name, key.id());
    }
}
