package dev.sojourn.memory;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.EventStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

final class InMemoryEvents implements EventStore {

    private final InMemoryUnitOfWork work;
    private final Map<String, NavigableMap<DataSubject, Instant>> byEvent = new HashMap<>();

    InMemoryEvents(InMemoryUnitOfWork work) {
        this.work = work;
    }

    @Override
    public void put(DataSubject subject, String event, Instant at) {
        work.run(() -> {
            NavigableMap<DataSubject, Instant> times = timesOf(event);
            Instant before = times.put(subject, at);
            work.undo(() -> {
                if (before == null) {
                    times.remove(subject);
                } else {
                    times.put(subject, before);
                }
            });
            return at;
        });
    }

    @Override
    public boolean remove(DataSubject subject, String event) {
        return work.run(() -> {
            NavigableMap<DataSubject, Instant> times = timesOf(event);
            Instant removed = times.remove(subject);
            if (removed == null) {
                return false;
            }
            work.undo(() -> times.put(subject, removed));
            return true;
        });
    }

    @Override
    public Map<DataSubject, Instant> among(String event, Collection<DataSubject> subjects) {
        return work.run(() -> {
            NavigableMap<DataSubject, Instant> times = timesOf(event);
            Map<DataSubject, Instant> found = new HashMap<>();
            subjects.forEach(subject -> {
                Instant at = times.get(subject);
                if (at != null) {
                    found.put(subject, at);
                }
            });
            return found;
        });
    }

    @Override
    public List<DataSubject> before(String event, Instant before, Optional<DataSubject> after, int limit) {
        return work.run(() -> {
            NavigableMap<DataSubject, Instant> times = timesOf(event);
            return after.map(last -> times.tailMap(last, false)).orElse(times).entrySet().stream()
                    .filter(entry -> entry.getValue().isBefore(before))
                    .limit(limit)
                    .map(Map.Entry::getKey)
                    .toList();
        });
    }

    private NavigableMap<DataSubject, Instant> timesOf(String event) {
        return byEvent.computeIfAbsent(event, name -> new TreeMap<>(InMemoryConsents.STABLE_ORDER));
    }
}
