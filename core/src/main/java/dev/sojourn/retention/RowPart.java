package dev.sojourn.retention;

import dev.sojourn.policy.Disposition;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The port to what belongs to rows of the host's but lies outside their database, under the rules of its row: files,
 * objects in a bucket. A part goes before its row, in the sweep and in an erasure alike; when it cannot go the row stays,
 * is reported as failed, and the next run tries again. Implementations are thread-safe.
 */
public interface RowPart {

    /**
     * The rows it belongs to.
     *
     * @return the class by which the host knows them
     */
    Class<?> owner();

    /**
     * What it is called in reports, proofs and access copies.
     *
     * @return a name that is no entity's
     */
    String name();

    /**
     * What it can do.
     *
     * @return the dispositions; a rule of its rows that asks for another one is a fault at start-up
     */
    Set<Disposition> dispositions();

    /**
     * Disposes of what belongs to rows. The rows may stay after all when their transaction fails, so that the same keys come
     * again: what is gone already is no mistake.
     *
     * @param rows the rows; not empty
     * @param disposition what to do
     * @return how many parts are gone by this call
     * @throws RuntimeException when any of them cannot go; best a {@link dev.sojourn.ledger.StoreException}, whose words
     *     stand in the report
     */
    long dispose(List<RowKey> rows, Disposition disposition);

    /**
     * Reads what belongs to rows, for an access copy.
     *
     * @param row the row
     * @return by name what is added to the row's copy, as plain values; empty when nothing belongs to it
     */
    Map<String, Object> copy(RowKey row);
}
