package dev.sojourn.jpa;

import java.util.List;
import java.util.Optional;

/**
 * The tables in which a provider keeps past states of an entity's rows and of their collections.
 *
 * @param tables each with its columns that hold the row's id, in the order of the id's parts
 * @param problem why some of them cannot be said; empty when all are
 */
record Audits(List<Placement.Table> tables, Optional<String> problem) {

    static final Audits NONE = new Audits(List.of(), Optional.empty());

    static Audits unknown(String problem) {
        return new Audits(List.of(), Optional.of(problem));
    }
}
