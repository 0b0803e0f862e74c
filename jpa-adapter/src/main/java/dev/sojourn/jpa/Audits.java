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
 */
record Audits(List<Placement.Table> tables, Map<String, Placement.Table> sides, Optional<String> problem) {

    static final Audits NONE = new Audits(List.of(), Map.of(), Optional.empty());

    static Audits unknown(String problem) {
        return new Audits(List.of(), Map.of(), Optional.of(problem));
    }
}
