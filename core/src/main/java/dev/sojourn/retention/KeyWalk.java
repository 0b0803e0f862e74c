package dev.sojourn.retention;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Goes through the keys a selection selects once, for several threads: each key is handed to one of them.
 *
 * <p>Thread-safe.
 */
final class KeyWalk {

    private final PersonalDataStore store;
    private final Selection selection;
    private final BatchSize size;
    private Optional<RowKey> after = Optional.empty();

    KeyWalk(PersonalDataStore store, Selection selection, BatchSize size) {
        this.store = store;
        this.selection = selection;
        this.size = size;
    }

    /**
     * The keys of the next batch.
     *
     * @param unit runs the reading of them
     * @return empty at the end
     */
    synchronized List<RowKey> next(Unit unit) {
        List<RowKey> keys = unit.read(() -> store.candidates(selection, after, size.rows()));
        if (!keys.isEmpty()) {
            after = Optional.of(keys.get(keys.size() - 1));
        }
        return keys;
    }

    /** Where keys are read. */
    interface Unit {
        List<RowKey> read(Supplier<List<RowKey>> reading);
    }
}
