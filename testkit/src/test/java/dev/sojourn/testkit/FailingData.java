package dev.sojourn.testkit;

import dev.sojourn.ledger.StoreException;
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

/** Real data whose store can be made to fail. */
final class FailingData implements PersonalDataStore {

    private final PersonalDataStore real;
    private boolean failOnRead;
    private boolean failOnDispose;

    FailingData(PersonalDataStore real) {
        this.real = real;
    }

    void failOnRead(boolean fail) {
        failOnRead = fail;
    }

    void failOnDispose(boolean fail) {
        failOnDispose = fail;
    }

    @Override
    public DataDescription describe() {
        return real.describe();
    }

    @Override
    public List<Tally> tally(Selection selection) {
        failIf(failOnRead);
        return real.tally(selection);
    }

    @Override
    public List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit) {
        failIf(failOnRead);
        return real.candidates(selection, after, limit);
    }

    @Override
    public List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking) {
        failIf(failOnRead);
        return real.read(selection, keys, locking);
    }

    @Override
    public Map<String, Long> dispose(List<DataRow> rows, Disposition disposition) {
        Map<String, Long> counts = real.dispose(rows, disposition);
        failIf(failOnDispose);
        return counts;
    }

    @Override
    public List<Map<String, Object>> copy(List<RowKey> keys) {
        failIf(failOnRead);
        return real.copy(keys);
    }

    private void failIf(boolean fail) {
        if (fail) {
            throw new StoreException("the disk is full", new IllegalStateException("of ada@example.org"), false);
        }
    }
}
