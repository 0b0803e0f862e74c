package dev.sojourn.retention;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what a scheduled sweep must leave until somebody has confirmed it. */
final class Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** One rule over one entity. */
    private record Name(String entity, String rule) {}

    private final GuardLimits limits;
    private final RetentionPorts ports;
    private final Rulebook rulebook;

    Guard(GuardLimits limits, RetentionPorts ports, Rulebook rulebook) {
        this.limits = limits;
        this.ports = ports;
        this.rulebook = rulebook;
    }

    /** What a scheduled sweep of the plan leaves. */
    List<Withheld> withheld(SweepPlan plan) {
        Map<Name, Map<String, Long>> due = new HashMap<>();
        List<Name> order = new ArrayList<>();
        for (SweepPlan.Step step : plan.steps()) {
            Name name = new Name(step.entity(), step.rule());
            if (!due.containsKey(name)) {
                order.add(name);
            }
            Map<String, Long> byTenant = due.computeIfAbsent(name, known -> new TreeMap<>());
            step.lines().stream()
                    .filter(line -> line.due() > 0)
                    .forEach(line -> byTenant.merge(line.tenant(), line.due(), Long::sum));
        }
        List<Withheld> withheld = new ArrayList<>();
        Map<String, Map<String, Long>> totals = new HashMap<>();
        for (Name name : order) {
            judge(name, due.getOrDefault(name, Map.of()), plan, totals, withheld);
        }
        return withheld;
    }

    private void judge(
            Name name,
            Map<String, Long> due,
            SweepPlan plan,
            Map<String, Map<String, Long>> totals,
            List<Withheld> withheld) {
        if (due.isEmpty()) {
            return;
        }
        if (plan.unconfirmed().contains(name.rule())) {
            due.forEach((tenant, rows) -> withheld.add(of(name, tenant, rows, Withheld.Why.BACKLOG)));
            return;
        }
        Map<String, Long> largest =
                ports.work().runNew(() -> ports.sweeps().largest(name.entity(), name.rule(), limits.runs()));
        due.forEach((tenant, rows) -> {
            long most = largest.getOrDefault(tenant, 0L);
            if (rows > limits.rows() && rows > limits.share() * total(name.entity(), tenant, totals)) {
                withheld.add(of(name, tenant, rows, Withheld.Why.SHARE));
            } else if (most > 0 && rows > limits.growth() * most) {
                withheld.add(of(name, tenant, rows, Withheld.Why.GROWTH));
            }
        });
    }

    private long total(String entity, String tenant, Map<String, Map<String, Long>> totals) {
        Optional<DataDescription> apart = rulebook.entity(entity)
                .map(EntityRules::description)
                .filter(description -> description.catalog().isPresent());
        if (apart.isEmpty()) {
            return totals.computeIfAbsent(entity, this::totals).getOrDefault(tenant, 0L);
        }
        try {
            return apart.get().within(tenant, () -> totals(entity)).getOrDefault(tenant, 0L);
        } catch (RuntimeException e) {
            LOG.warn(
                    "guard: {} of tenant '{}' could not be counted, so that it is left: {}",
                    entity,
                    tenant,
                    Failures.inWords(e));
            return 0;
        }
    }

    private Map<String, Long> totals(String entity) {
        Map<String, Long> rows = new HashMap<>();
        rulebook.entity(entity)
                .ifPresent(known -> ports.work()
                        .runNew(() -> known.store().tally(Selection.everything()))
                        .forEach(tally -> rows.merge(tally.tenant(), tally.due(), Long::sum)));
        return rows;
    }

    private static Withheld of(Name name, String tenant, long rows, Withheld.Why why) {
        return new Withheld(name.entity(), name.rule(), tenant, rows, why);
    }
}
