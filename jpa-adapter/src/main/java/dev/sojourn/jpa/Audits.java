package dev.sojourn.jpa;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables in which a provider keeps past states of an entity's rows and of their collections.
 *
 * @param tables each with its columns that hold the row's id, in the order of the id's parts
 * @param sides those of them that keep collections, by the collection's path
 * @param problem why some of them cannot be said; empty when all are
 * @param revisions where the time of a past state stands; empty where that cannot be said
 */
record Audits(
        List<Placement.Table> tables,
        Map<String, Placement.Table> sides,
        Optional<String> problem,
        Optional<Revisions> revisions) {

    static final Audits NONE = new Audits(List.of(), Map.of(), Optional.empty(), Optional.empty());

    /**
     * The table of revisions, which all past states refer to.
     *
     * @param column the column of a past state that refers to its revision
     * @param table the table of revisions
     * @param time its column that holds the milliseconds from 1970 to the revision
     */
    record Revisions(Placement.Name column, Placement.Table table, Placement.Name time) {}

    static Audits unknown(String problem) {
        return new Audits(List.of(), Map.of(), Optional.of(problem), Optional.empty());
    }
}
