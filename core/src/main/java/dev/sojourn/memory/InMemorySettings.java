package dev.sojourn.memory;

import dev.sojourn.ledger.Setting;
import dev.sojourn.ledger.SettingStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class InMemorySettings implements SettingStore {

    private final InMemoryUnitOfWork work;
    private final Map<String, List<Setting>> byTenant = new TreeMap<>();

    /** By name, then tenant: what is in force is asked for far more often than it changes. */
    private final Map<String, Map<String, Setting>> inForce = new HashMap<>();

    InMemorySettings(InMemoryUnitOfWork work) {
        this.work = work;
    }

    @Override
    public void add(Setting setting) {
        work.run(() -> {
            List<Setting> history = byTenant.computeIfAbsent(setting.tenant(), tenant -> new ArrayList<>());
            history.add(setting);
            Map<String, Setting> tenants = inForce.computeIfAbsent(setting.name(), name -> new TreeMap<>());
            Setting before = tenants.put(setting.tenant(), setting);
            work.undo(() -> {
                history.remove(history.size() - 1);
                if (before == null) {
                    tenants.remove(setting.tenant());
                } else {
                    tenants.put(setting.tenant(), before);
                }
            });
            return setting;
        });
    }

    @Override
    public Optional<Setting> current(String tenant, String name) {
        return work.run(
                () -> Optional.ofNullable(inForce.getOrDefault(name, Map.of()).get(tenant)));
    }

    @Override
    public List<Setting> currentOfAll(String name) {
        return work.run(() -> inForce.getOrDefault(name, Map.of()).values().stream()
                .filter(setting -> !setting.value().isEmpty())
                .toList());
    }

    @Override
    public List<Setting> history(String tenant) {
        return work.run(() -> List.copyOf(byTenant.getOrDefault(tenant, List.of())));
    }
}
