package dev.sojourn.retention;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A row whose period is over and that waits for somebody's approval. {@link #toString()} withholds the row's id.
 *
 * @param entity the entity's name
 * @param rule the rule's id
 * @param cause what made it due
 * @param key the row
 * @param tenant its tenant; empty when the host has none
 * @param lastDayKept the last day its rules wanted it kept, in its tenant's zone
 */
public record AwaitingReview(
        String entity, String rule, SweepPlan.Cause cause, RowKey key, String tenant, Optional<LocalDate> lastDayKept) {

    /** Checks the parts. */
    public AwaitingReview {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(lastDayKept, "lastDayKept");
    }
}
