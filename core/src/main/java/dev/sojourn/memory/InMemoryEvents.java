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
    private final InMemorySubjects subjects;
    private final Map<String, NavigableMap<DataSubject, Instant>> byEvent = new HashMap<>();

    InMemoryEvents(InMemoryUnitOfWork work, InMemorySubjects subjects) {
        this.work = work;
        this.subjects = subjects;
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
                    .filter(entry -> entry.getValue().isBefore(before) && !subjects.isParted(entry.getKey()))
                    .limit(limit)
                    .map(Map.Entry::getKey)
                    .toList();
        });
    }

    /** Moves what happened from one subject to another that has nothing, or forgets it. */
    void move(DataSubject from, Optional<DataSubject> to) {
        byEvent.values().forEach(times -> {
            Instant at = times.remove(from);
            if (at != null) {
                to.ifPresent(subject -> times.put(subject, at));
                work.undo(() -> {
                    to.ifPresent(times::remove);
                    times.put(from, at);
                });
            }
        });
    }

    private NavigableMap<DataSubject, Instant> timesOf(String event) {
        return byEvent.computeIfAbsent(event, name -> new TreeMap<>(InMemoryConsents.STABLE_ORDER));
    }
}
