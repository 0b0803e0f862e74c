package dev.sojourn.retention;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Finds the row somebody asks about, among those of all tenants where they lie apart, and has it explained. */
final class Explaining {

    private final Judging judging;
    private final RetentionPorts ports;
    private final Supplier<Instant> now;

    Explaining(Judging judging, RetentionPorts ports, Supplier<Instant> now) {
        this.judging = judging;
        this.ports = ports;
        this.now = now;
    }

    Explanation explain(EntityRules entity, Object id) {
        Instant at = now.get();
        if (entity.description().catalog().isEmpty()) {
            return ports.work().run(() -> explain(entity, id, at)).orElseThrow(() -> noRow(entity));
        }
        Map<String, Explanation> found = new TreeMap<>();
        for (String tenant : entity.description().catalog().get().tenants()) {
            explain(entity, tenant, id, at).ifPresent(explanation -> found.put(tenant, explanation));
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("several tenants have a row of " + entity.name()
                    + " with the key given, " + found.keySet() + ": name the tenant, as in explain(tenant, type, id)");
        }
        return found.values().stream().findFirst().orElseThrow(() -> noRow(entity));
    }

    Explanation explain(String tenant, EntityRules entity, Object id) {
        if (entity.description().catalog().isEmpty()) {
            throw new IllegalArgumentException("the rows of " + entity.name()
                    + " lie together for all tenants, so that a key names one alone: leave the tenant out");
        }
        return explain(entity, tenant, id, now.get()).orElseThrow(() -> noRow(entity));
    }

    private Optional<Explanation> explain(EntityRules entity, String tenant, Object id, Instant at) {
        return entity.description().within(tenant, () -> ports.work().runNew(() -> explain(entity, id, at)));
    }

    private Optional<Explanation> explain(EntityRules entity, Object id, Instant at) {
        TenantTerms terms = TenantTerms.read(judging.policy(), ports);
        return new Explainer(ports, judging.rulebook(), judging.resolution(terms, at), at).explain(entity, id);
    }

    EntityRules known(Class<?> type) {
        List<EntityRules> found = judging.rulebook().entities(type);
        if (found.size() > 1) {
            throw new IllegalArgumentException("several kinds of data are known as " + type.getSimpleName() + ", "
                    + found.stream().map(EntityRules::name).toList() + ": call explain(name, id)");
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no personal data of class " + type.getName()
                        + " is known: put it under a rule, or hand over its store"));
    }

    EntityRules known(String name) {
        return judging.rulebook()
                .entity(name)
                .orElseThrow(() -> new IllegalArgumentException("no personal data is known as '" + name
                        + "': name it as plans and reports do, and put it under a rule"));
    }

    private static IllegalArgumentException noRow(EntityRules entity) {
        return new IllegalArgumentException("there is no row of " + entity.name() + " with the key given");
    }
}
