package dev.sojourn.retention;

import java.util.List;

/** The port to what a host does of its own when a rule {@code thenBy(name)} has passed; the rows stay, marked as done. */
@FunctionalInterface
public interface HostDisposition {

    /**
     * Does it, in the unit of work that then marks the rows. A unit that fails leaves rows unmarked, so that they come
     * again: to do it once more is no mistake. Must be thread-safe.
     *
     * @param rows the rows, locked; not empty
     * @throws RuntimeException when it cannot be done for any of them: they stay unmarked, are reported, and come again
     *     with the next run; best a {@link dev.sojourn.ledger.StoreException}, whose words stand in the report
     */
    void dispose(List<DataRow> rows);
}
