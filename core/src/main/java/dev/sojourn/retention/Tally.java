package dev.sojourn.retention;

import java.util.Objects;
import java.util.Optional;

/**
 * Counts of one tenant's rows in a selection.
 *
 * @param tenant the tenant; empty when the host has none
 * @param due rows the selection selects
 * @param oldest the oldest trigger among them; empty when none is due
 * @param notStarted rows of the entity that no arm's attribute starts: every arm's attribute is null
 */
public record Tally(String tenant, long due, Optional<Anchor> oldest, long notStarted) {

    /** Checks the parts. */
    public Tally {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(oldest, "oldest");
    }
}
