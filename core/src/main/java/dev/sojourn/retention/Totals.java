package dev.sojourn.retention;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How many rows each tenant has of an entity, counted once while a plan is made. */
final class Totals {

    private final RetentionPorts ports;
    private final Map<List<String>, Map<String, Long>> counted = new HashMap<>();

    Totals(RetentionPorts ports) {
        this.ports = ports;
    }

    /** The tenants that may have rows of an entity: those that have some, or all where each tenant's rows lie apart. */
    Set<String> tenants(EntityRules entity) {
        return entity.description().catalog().isPresent()
                ? Set.copyOf(entity.description().catalog().get().tenants())
                : of(entity, Optional.empty()).keySet();
    }

    /**
     * Rows by tenant.
     *
     * @param entered the tenant the caller entered, where each tenant's rows lie apart
     */
    Map<String, Long> of(EntityRules entity, Optional<String> entered) {
        return counted.computeIfAbsent(List.of(entity.name(), entered.orElse("")), name -> {
            Map<String, Long> rows = new HashMap<>();
            ports.work()
                    .runNew(() -> new ArrayList<>(entity.store().tally(Selection.everything())))
                    .forEach(tally -> rows.put(tally.tenant(), tally.due()));
            return rows;
        });
    }
}
