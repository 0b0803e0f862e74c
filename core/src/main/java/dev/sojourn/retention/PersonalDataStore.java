package dev.sojourn.retention;

import dev.sojourn.policy.Disposition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The port to one kind of host data; every call joins the caller's unit of work.
 *
 * <p>The core decides, the store selects, locks and disposes. What a store throws makes the core keep the rows of that
 * batch, report them as failed and go on with other rules.
 */
public interface PersonalDataStore {

    /**
     * What the store holds.
     *
     * @return the same description every time
     */
    DataDescription describe();

    /**
     * Counts the rows a selection selects, by tenant, and the rows whose trigger has not come.
     *
     * @param selection which rows
     * @return one line a tenant that has any such row
     */
    List<Tally> tally(Selection selection);

    /**
     * Keys of selected rows, in the store's stable key order, without locking them.
     *
     * @param selection which rows
     * @param after the key after which to go on; empty for the beginning
     * @param limit at most this many
     * @return the keys; empty at the end
     */
    List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit);

    /**
     * Reads rows again, those only that the selection still selects, with the children that may keep them. When locking,
     * rows are locked until the unit ends, the condition is judged on the locked state, and rows another unit holds may
     * be left out; children are read after the rows are locked.
     *
     * @param selection which rows
     * @param keys of these; not empty
     * @param locking whether to lock
     * @return the rows, in the order of the keys
     */
    List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking);

    /**
     * Disposes of rows and everything they own, children first. Of children that may keep a row only those go that came
     * with it: when another has appeared since the row was read the call fails, worth retrying, and nothing goes.
     *
     * @param rows the rows as read, locked, in this unit; not empty
     * @param disposition what to do; one of those described
     * @return the rows gone by table or entity, as the store counted them; the store's own entity under its own name
     */
    Map<String, Long> dispose(List<DataRow> rows, Disposition disposition);

    /**
     * Reads the personal attributes of rows, for an access copy.
     *
     * @param keys the rows; not empty
     * @return one map a row: attribute to plain value, in the order declared
     */
    List<Map<String, Object>> copy(List<RowKey> keys);
}
