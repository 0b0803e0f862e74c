package dev.sojourn.memory;

import dev.sojourn.retention.SweepCount;
import dev.sojourn.retention.SweepHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

final class InMemorySweepHistory implements SweepHistory {

    private final InMemoryUnitOfWork work;
    private final List<SweepCount> counts = new ArrayList<>();

    InMemorySweepHistory(InMemoryUnitOfWork work) {
        this.work = work;
    }

    @Override
    public void add(List<SweepCount> more) {
        work.run(() -> {
            int before = counts.size();
            counts.addAll(more);
            work.undo(() -> counts.subList(before, counts.size()).clear());
            return more;
        });
    }

    @Override
    public Map<String, Long> largest(String entity, String rule, int runs) {
        return work.run(() -> {
            Set<String> last = new LinkedHashSet<>();
            Map<String, Map<String, Long>> byRun = new HashMap<>();
            for (int i = counts.size() - 1; i >= 0; i--) {
                SweepCount count = counts.get(i);
                if (!count.confirmed()
                        && count.entity().equals(entity)
                        && count.rule().equals(rule)) {
                    if (last.size() < runs) {
                        last.add(count.run());
                    }
                    byRun.computeIfAbsent(count.run(), run -> new HashMap<>())
                            .merge(count.tenant(), count.gone(), Long::sum);
                }
            }
            Map<String, Long> largest = new TreeMap<>();
            last.forEach(run -> byRun.getOrDefault(run, Map.of())
                    .forEach((tenant, gone) -> largest.merge(tenant, gone, Math::max)));
            return largest;
        });
    }

    @Override
    public void forget(String entity, String rule, int runs) {
        work.run(() -> {
            List<SweepCount> before = List.copyOf(counts);
            Set<String> last = new LinkedHashSet<>();
            for (int i = counts.size() - 1; i >= 0 && last.size() < runs; i--) {
                if (isOf(counts.get(i), entity, rule)) {
                    last.add(counts.get(i).run());
                }
            }
            counts.removeIf(count -> isOf(count, entity, rule) && !last.contains(count.run()));
            work.undo(() -> {
                counts.clear();
                counts.addAll(before);
            });
            return entity;
        });
    }

    private static boolean isOf(SweepCount count, String entity, String rule) {
        return !count.confirmed()
                && count.entity().equals(entity)
                && count.rule().equals(rule);
    }

    @Override
    public Map<String, Instant> confirmed() {
        return work.run(() -> {
            Map<String, Instant> first = new TreeMap<>();
            counts.stream()
                    .filter(SweepCount::confirmed)
                    .forEach(count ->
                            first.merge(count.rule(), count.at(), (one, other) -> other.isBefore(one) ? other : one));
            return first;
        });
    }
}
