package dev.sojourn.ledger;

import java.time.Instant;
import java.util.Objects;

/**
 * One value a tenant set, in force until a later one under the same name.
 *
 * @param tenant the tenant; not blank
 * @param name what was set, for example {@code period:conversation-log}
 * @param value the value; empty when the tenant took the setting back
 * @param at when, UTC
 * @param number the number of the ledger entry, in the installation's chain, that names the actor
 */
public record Setting(String tenant, String name, String value, Instant at, long number) {

    /** Checks the parts. */
    public Setting {
        if (Objects.requireNonNull(tenant, "tenant").isBlank()) {
            throw new IllegalArgumentException("a setting's tenant is blank: name the tenant it belongs to");
        }
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(at, "at");
    }
}
