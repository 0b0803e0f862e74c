package dev.sojourn.jpa;

import java.util.List;

/**
 * Where a value of a row stands: in the row itself, or in a row that single-valued associations lead to.
 *
 * @param steps the associations from one row to the next, each by its path within its row; none for the row itself
 * @param attribute the value, by its path within the last row
 */
record Way(List<String> steps, String attribute) {

    Way {
        steps = List.copyOf(steps);
    }

    static Way own(String attribute) {
        return new Way(List.of(), attribute);
    }

    boolean isOwn() {
        return steps.isEmpty();
    }

    /** As its author would write it. */
    String path() {
        return isOwn() ? attribute : String.join(".", steps) + "." + attribute;
    }
}
