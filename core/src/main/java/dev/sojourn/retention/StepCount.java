package dev.sojourn.retention;

import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Counts a step's rows by tenant while a plan is made. */
final class StepCount {

    private final Map<String, Count> tenants = new TreeMap<>();
    private final Function<String, ZoneId> zones;

    StepCount(Function<String, ZoneId> zones) {
        this.zones = zones;
    }

    void due(String tenant, long rows) {
        of(tenant).due += rows;
    }

    void keep(String tenant, KeepReason reason, long rows) {
        if (rows != 0) {
            of(tenant).kept.merge(reason, rows, Long::sum);
        }
    }

    void oldest(String tenant, Optional<Anchor> trigger) {
        Count count = of(tenant);
        ZoneId zone = zones.apply(tenant);
        trigger.filter(anchor -> count.oldest.isEmpty()
                        || anchor.startIn(zone).isBefore(count.oldest.get().startIn(zone)))
                .ifPresent(anchor -> count.oldest = Optional.of(anchor));
    }

    /** Counts a row that was judged on its own. */
    void add(Rulings.Ruling ruling) {
        Judgement judgement = ruling.judgement();
        String tenant = ruling.row().tenant();
        if (judgement.isDue()) {
            due(tenant, 1);
        } else if (isKept(judgement)) {
            keep(tenant, ruling);
        }
        oldest(tenant, ruling.trigger());
    }

    /** Takes a row that was counted as due, without being looked at, out again when something keeps it. */
    void spare(Rulings.Ruling ruling) {
        Judgement judgement = ruling.judgement();
        if (!judgement.isDue()) {
            due(ruling.row().tenant(), -1);
            if (isKept(judgement)) {
                keep(ruling.row().tenant(), ruling);
            }
        }
    }

    long kept(String tenant, KeepReason reason) {
        return of(tenant).kept.getOrDefault(reason, 0L);
    }

    /** Whether a reason is one that holds back what a rule made due; other rows are none of the step's. */
    static boolean isKept(Judgement judgement) {
        return judgement
                .reason()
                .filter(reason -> switch (reason) {
                    case HELD, RESTRICTED, FLOOR, SUSPENDED, CHILD_KEPT -> true;
                    default -> false;
                })
                .isPresent();
    }

    List<SweepPlan.Line> lines(Function<String, Reckoning.Source> sources) {
        tenants.values().forEach(count -> count.kept.values().removeIf(rows -> rows == 0));
        return tenants.entrySet().stream()
                .map(entry -> new SweepPlan.Line(
                        entry.getKey(),
                        sources.apply(entry.getKey()),
                        entry.getValue().due,
                        entry.getValue().oldest,
                        entry.getValue().kept,
                        entry.getValue().childKept))
                .toList();
    }

    private void keep(String tenant, Rulings.Ruling ruling) {
        KeepReason reason = ruling.judgement().reason().orElseThrow();
        keep(tenant, reason, 1);
        if (reason == KeepReason.CHILD_KEPT) {
            of(tenant).childKept.merge(ruling.judgement().decidedBy(), 1L, Long::sum);
        }
    }

    private Count of(String tenant) {
        return tenants.computeIfAbsent(tenant, name -> new Count());
    }

    private static final class Count {
        private long due;
        private Optional<Anchor> oldest = Optional.empty();
        private final Map<KeepReason, Long> kept = new EnumMap<>(KeepReason.class);
        private final Map<String, Long> childKept = new HashMap<>();
    }
}
