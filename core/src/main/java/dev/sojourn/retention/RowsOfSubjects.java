package dev.sojourn.retention;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link PersonalDataStore} may do beside its port, where all that it does is undone when the caller's unit rolls
 * back: read a person's rows without asking for their keys first. Rows of several such stores are erased and copied in one
 * unit; a store that cannot, or keeps anything outside the unit's database, is gone through by itself.
 */
public interface RowsOfSubjects {

    /**
     * Some rows, and where to go on.
     *
     * @param <T> what is known of a row
     * @param rows at most as many as were asked for
     * @param next after which key more may follow; empty at the end
     */
    record Page<T>(List<T> rows, Optional<RowKey> next) {
        /** Checks the parts and copies the list. */
        public Page {
            rows = List.copyOf(rows);
            Objects.requireNonNull(next, "next");
        }
    }

    /**
     * Selected rows with the children that may keep them, without locking any, in the store's key order.
     *
     * @param selection which rows
     * @param after the key after which to go on; empty for the beginning
     * @param limit at most this many; at least 1
     * @return the rows
     */
    Page<DataRow> rows(Selection selection, Optional<RowKey> after, int limit);

    /**
     * The personal attributes of selected rows, as {@link PersonalDataStore#copy} has them.
     *
     * @param selection which rows
     * @param after the key after which to go on; empty for the beginning
     * @param limit at most this many; at least 1
     * @return the copies
     */
    Page<Map<String, Object>> copies(Selection selection, Optional<RowKey> after, int limit);
}
