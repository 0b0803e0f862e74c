package dev.sojourn.testkit;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.Anchor;
import dev.sojourn.retention.DataDescription;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.Tally;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One row of data whose store cannot dispose of it. */
final class BrokenData implements PersonalDataStore {

    private static final LocalDate SINCE = LocalDate.of(2026, 1, 1);
    private static final RowKey KEY = new RowKey("Scratch", 1L);

    private boolean failOnTally;

    /** Whether it cannot even be counted. */
    void failOnTally(boolean fails) {
        failOnTally = fails;
    }

    @Override
    public DataDescription describe() {
        return new DataDescription(
                "Scratch",
                BrokenData.class,
                List.of(new DataDescription.Binding("scratch", Optional.of("madeOn"))),
                Set.of("madeOn"),
                false,
                false,
                List.of(),
                false,
                Set.of(Disposition.DELETE));
    }

    @Override
    public List<Tally> tally(Selection selection) {
        if (failOnTally) {
            throw new StoreException("the disk is gone", new IllegalStateException(), false);
        }
        return List.of(new Tally("", 1, Optional.of(new Anchor.Day(SINCE)), 0));
    }

    @Override
    public List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit) {
        return after.isPresent() ? List.of() : List.of(KEY);
    }

    @Override
    public List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking) {
        return List.of(new DataRow(KEY, "", List.of(), Map.of("madeOn", new Anchor.Day(SINCE)), List.of()));
    }

    @Override
    public Map<String, Long> dispose(List<DataRow> rows, Disposition disposition) {
        throw new StoreException("the disk is full", new IllegalStateException("of u1"), false);
    }

    @Override
    public List<Map<String, Object>> copy(List<RowKey> keys) {
        return List.of(Map.of("madeOn", SINCE));
    }
}
