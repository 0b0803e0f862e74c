package dev.sojourn.retention;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** How many rows each tenant has of an entity, counted once while a plan is made. */
final class Totals {

    private final RetentionPorts ports;
    private final Map<String, Map<String, Long>> byEntity = new HashMap<>();

    Totals(RetentionPorts ports) {
        this.ports = ports;
    }

    Map<String, Long> of(EntityRules entity) {
        return byEntity.computeIfAbsent(entity.name(), name -> {
            Map<String, Long> rows = new HashMap<>();
            ports.work()
                    .runNew(() -> new ArrayList<>(entity.store().tally(Selection.everything())))
                    .forEach(tally -> rows.put(tally.tenant(), tally.due()));
            return rows;
        });
    }
}
