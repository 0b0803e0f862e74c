package dev.sojourn.policy;

import java.time.Period;
import java.util.Objects;
import java.util.Optional;

/**
 * What a tenant may decide about a rule's period.
 *
 * @param least the shortest period a tenant may choose; empty when there is no lower bound
 * @param most the longest; empty when the platform sets no upper bound
 */
public record TenantChoice(Optional<Period> least, Optional<Period> most) {

    /** Checks the parts. */
    public TenantChoice {
        Objects.requireNonNull(least, "least");
        Objects.requireNonNull(most, "most");
    }
}
