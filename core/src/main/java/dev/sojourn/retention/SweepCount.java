package dev.sojourn.retention;

import java.time.Instant;
import java.util.Objects;

/**
 * What a run did to one tenant's rows of one entity under one rule; numbers alone.
 *
 * @param run the run's id
 * @param entity the entity's name
 * @param rule the rule's id
 * @param tenant the tenant; empty for rows without one
 * @param gone how many rows are gone
 * @param confirmed whether this says, instead, that somebody handed over a plan with the rule in it
 * @param at when, UTC
 */
public record SweepCount(
        String run, String entity, String rule, String tenant, long gone, boolean confirmed, Instant at) {

    /** Checks the parts. */
    public SweepCount {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(at, "at");
    }
}
