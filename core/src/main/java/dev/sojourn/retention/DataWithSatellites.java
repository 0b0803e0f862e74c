package dev.sojourn.retention;

import dev.sojourn.policy.Disposition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Rows whose parts go before them, and whose copies hear of it in the transaction that disposes of them. */
final class DataWithSatellites implements PersonalDataStore {

    private final PersonalDataStore rows;
    private final List<RowPart> parts;
    private final List<DataCopy> copies;
    private final DisposalStore disposals;
    private final Supplier<Instant> time;

    DataWithSatellites(
            PersonalDataStore rows,
            List<RowPart> parts,
            List<DataCopy> copies,
            DisposalStore disposals,
            Supplier<Instant> time) {
        this.rows = rows;
        this.parts = parts;
        this.copies = copies;
        this.disposals = disposals;
        this.time = time;
    }

    @Override
    public DataDescription describe() {
        DataDescription own = rows.describe();
        Set<Disposition> possible = new TreeSet<>(own.dispositions());
        parts.forEach(part -> possible.retainAll(part.dispositions()));
        return new DataDescription(
                own.entity(),
                own.type(),
                own.bindings(),
                own.times(),
                own.hasTenant(),
                own.hasSubject(),
                own.children(),
                own.referenced(),
                possible,
                own.mentions(),
                own.part(),
                own.catalog(),
                own.sources(),
                own.tenantRequired());
    }

    @Override
    public List<Tally> tally(Selection selection) {
        return rows.tally(selection);
    }

    @Override
    public List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit) {
        return rows.candidates(selection, after, limit);
    }

    @Override
    public List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking) {
        return rows.read(selection, keys, locking);
    }

    @Override
    public Map<String, Long> dispose(List<DataRow> going, Disposition disposition) {
        List<RowKey> keys = going.stream().map(DataRow::key).toList();
        Map<String, Long> gone = new TreeMap<>();
        for (RowPart part : parts) {
            long count = part.dispose(keys, disposition);
            if (count > 0) {
                gone.put(part.name(), count);
            }
        }
        rows.dispose(going, disposition).forEach((name, count) -> gone.merge(name, count, Long::sum));
        Instant now = time.get();
        List<Disposed> told = new ArrayList<>();
        copies.forEach(copy -> keys.forEach(key ->
                told.add(new Disposed(0, copy.name(), key.entity(), copy.keys().apply(key), disposition, now))));
        if (!told.isEmpty()) {
            disposals.add(told);
        }
        return gone;
    }

    @Override
    public List<Map<String, Object>> copy(List<RowKey> keys) {
        if (parts.isEmpty()) {
            return rows.copy(keys);
        }
        List<Map<String, Object>> copied = new ArrayList<>();
        for (RowKey key : keys) {
            rows.copy(List.of(key)).forEach(own -> {
                Map<String, Object> whole = new LinkedHashMap<>(own);
                parts.forEach(part -> whole.putAll(part.copy(key)));
                copied.add(whole);
            });
        }
        return copied;
    }
}
