package dev.sojourn.testkit;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.DataDescription;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Real data some rows of which cannot be disposed of, each for a reason of its own; counts how often it was asked to. */
final class PoisonedData implements PersonalDataStore {

    final Map<Object, String> poison = new HashMap<>();
    private final PersonalDataStore real;
    private int disposals;

    PoisonedData(PersonalDataStore real) {
        this.real = real;
    }

    int disposals() {
        return disposals;
    }

    @Override
    public DataDescription describe() {
        return real.describe();
    }

    @Override
    public List<Tally> tally(Selection selection) {
        return real.tally(selection);
    }

    @Override
    public List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit) {
        return real.candidates(selection, after, limit);
    }

    @Override
    public List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking) {
        return real.read(selection, keys, locking);
    }

    @Override
    public Map<String, Long> dispose(List<DataRow> rows, Disposition disposition) {
        disposals++;
        Map<String, Long> gone = real.dispose(rows, disposition);
        rows.stream()
                .flatMap(row -> Optional.ofNullable(poison.get(row.key().id())).stream())
                .findFirst()
                .ifPresent(reason -> {
                    throw new StoreException(reason, new IllegalStateException("of ada@example.org"), false);
                });
        return gone;
    }

    @Override
    public List<Map<String, Object>> copy(List<RowKey> keys) {
        return real.copy(keys);
    }
}
