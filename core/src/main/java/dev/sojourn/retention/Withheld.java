package dev.sojourn.retention;

import java.util.Objects;

/**
 * Rows of one tenant that a scheduled sweep left for somebody to confirm: by looking at a preview and handing it over.
 *
 * @param entity the entity's name
 * @param rule the rule's id
 * @param tenant the tenant; empty for rows without one
 * @param due how many rows are due
 * @param why why it left them
 */
public record Withheld(String entity, String rule, String tenant, long due, Why why) {

    /** Why a scheduled sweep leaves rows. */
    public enum Why {
        /** Nobody has confirmed the rule yet: all it finds due is its backlog. */
        BACKLOG,
        /** They are too large a share of the tenant's rows. */
        SHARE,
        /** They are too many beside what earlier runs took. */
        GROWTH
    }

    /** Checks the parts. */
    public Withheld {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(why, "why");
    }
}
