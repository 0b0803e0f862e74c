package dev.sojourn.retention;

import dev.sojourn.policy.Actor;
import java.time.Instant;
import java.util.Objects;

/**
 * One line of a tenant's history: what was set, by whom and when (GDPR 5(2)).
 *
 * @param tenant the tenant
 * @param name what was set: {@code period:<rule>}, {@code basis:<purpose>} or {@code zone}
 * @param value the value; empty when the tenant took the setting back
 * @param at when, UTC
 * @param actor who set it, as the ledger says; the name is empty once it was removed from beside its entry
 */
public record SettingChange(String tenant, String name, String value, Instant at, Actor actor) {

    /** Checks the parts. */
    public SettingChange {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(actor, "actor");
    }
}
