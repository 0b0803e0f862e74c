package dev.sojourn.retention;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The cutoffs of one rule in one run: one for each tenant that has its own period or zone, and one for all others.
 *
 * @param name unique within a run; the adapter stores the tenants' cutoffs under it
 * @param others empty when rows of all other tenants are never due by this rule
 * @param byTenant the tenants that differ from the others; an empty value means rows of that tenant are never due
 */
public record Cutoffs(String name, Optional<Cutoff> others, Map<String, Optional<Cutoff>> byTenant) {

    /** Checks the parts and copies the map. */
    public Cutoffs {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(others, "others");
        byTenant = Map.copyOf(byTenant);
    }

    /**
     * The cutoff of a tenant.
     *
     * @param tenant the tenant; empty for a row without one
     * @return empty when its rows are never due by this rule
     */
    public Optional<Cutoff> of(String tenant) {
        return byTenant.getOrDefault(tenant, others);
    }
}
