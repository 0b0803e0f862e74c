package dev.sojourn.jpa;

import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.DataDescription;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.Tally;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One attribute of an entity's rows: those rows in which it still has something to redact. */
final class PartData implements PersonalDataStore {

    private final EntityData rows;
    private final RedactedAttribute attribute;
    private final String name;

    PartData(EntityData rows, RedactedAttribute attribute) {
        this.rows = rows;
        this.attribute = attribute;
        this.name = rows.describe().entity() + "." + attribute.path();
    }

    @Override
    public DataDescription describe() {
        DataDescription whole = rows.describe();
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
                Optional.of(new DataDescription.Part(whole.entity(), attribute.path(), attribute.category())));
    }

    @Override
    public List<Tally> tally(Selection selection) {
        return rows.tally(selection, List.of(attribute));
    }

    @Override
    public List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit) {
        return rows.candidates(selection, after, limit, List.of(attribute)).stream()
                .map(this::own)
                .toList();
    }

    @Override
    public List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking) {
        return rows.read(selection, keys, locking, List.of(attribute)).stream()
                .map(row -> new DataRow(own(row.key()), row.tenant(), row.subjects(), row.anchors(), List.of()))
                .toList();
    }

    @Override
    public Map<String, Long> dispose(List<DataRow> disposed, Disposition disposition) {
        if (disposition != Disposition.REDACT) {
            throw new IllegalArgumentException(
                    name + " cannot be disposed of by " + disposition + ": only REDACT is described");
        }
        Map<String, Long> counts = new TreeMap<>(rows.redact(disposed, List.of(attribute)));
        counts.put(name, Objects.requireNonNull(counts.remove(rows.describe().entity())));
        return counts;
    }

    /** Its rows show it. */
    @Override
    public List<Map<String, Object>> copy(List<RowKey> keys) {
        return List.of();
    }

    private RowKey own(RowKey key) {
        return new RowKey(name, key.id());
    }
}
