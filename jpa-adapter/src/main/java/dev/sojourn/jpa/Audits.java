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
 * @param states how queries name the past states of the rows themselves; empty where there are none
 */
record Audits(
        List<Placement.Table> tables,
        Map<String, Placement.Table> sides,
        Optional<String> problem,
        Optional<Revisions> revisions,
        Optional<States> states) {

    static final Audits NONE = new Audits(List.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * The table of revisions, which all past states refer to.
     *
     * @param column the column of a past state that refers to its revision
     * @param table the table of revisions
     * @param time its column that holds the milliseconds from 1970 to the revision
     * @param attribute what the entity of revisions calls that
     */
    record Revisions(Placement.Name column, Placement.Table table, Placement.Name time, String attribute) {}

    /**
     * The provider's own entity of past states.
     *
     * @param entity its name in queries
     * @param key its attribute with the row's id and the revision
     * @param revision the way to the revision
     * @param revisedAt the way to the milliseconds from 1970 to the revision; empty where it is kept otherwise
     * @param at where it lies
     */
    record States(String entity, String key, String revision, Optional<String> revisedAt, Placement at) {

        /** The attribute that is kept in a column of the name that the row's own has; never a part of the key. */
        Optional<String> path(Placement.Name column) {
            return at.columns().entrySet().stream()
                    .filter(known -> !known.getKey().startsWith(key + "."))
                    .filter(known -> known.getValue().size() == 1
                            && known.getValue().get(0).name().is(column.text()))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
    }

    static Audits unknown(String problem) {
        return new Audits(List.of(), Map.of(), Optional.of(problem), Optional.empty(), Optional.empty());
    }
}
