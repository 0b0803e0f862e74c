package dev.sojourn.retention;

import java.util.List;

/**
 * The port to a store that keeps what rules archive, under a rule and for purposes of its own (GDPR 5(1)(b), 5(1)(e)). What
 * it keeps is data like any other: it is bound to that rule, so that sweeps, erasures and access copies reach it.
 */
@FunctionalInterface
public interface Archive {

    /**
     * Takes over rows, in the unit of work that then deletes them: what joins that unit is there when the rows are gone,
     * and only then. A unit that fails may have handed rows over in vain, so that the same keys come again: to take a
     * row once more is no mistake. Must be thread-safe.
     *
     * @param rows the rows, locked, still there to be read; not empty
     * @throws RuntimeException when any of them cannot be kept: they stay where they are, are reported, and come again with
     *     the next run; best a {@link dev.sojourn.ledger.StoreException}, whose words stand in the report
     */
    void keep(List<ArchivedRow> rows);
}
