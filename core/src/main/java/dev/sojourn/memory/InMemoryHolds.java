package dev.sojourn.memory;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.HoldStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class InMemoryHolds implements HoldStore {

    private record Placed(Hold hold, Instant placedAt, Optional<Instant> releasedAt) {
        boolean isActive() {
            return releasedAt.isEmpty();
        }
    }

    private final InMemoryUnitOfWork work;
    private final Map<String, Placed> holds = new HashMap<>();

    InMemoryHolds(InMemoryUnitOfWork work) {
        this.work = work;
    }

    @Override
    public void add(Hold hold, Instant placedAt) {
        work.run(() -> {
            if (holds.putIfAbsent(hold.id(), new Placed(hold, placedAt, Optional.empty())) != null) {
                throw new StoreException(
                        "the hold could not be added",
                        new IllegalStateException("its id '" + hold.id() + "' was used before"),
                        false);
            }
            work.undo(() -> holds.remove(hold.id()));
            return hold;
        });
    }

    @Override
    public boolean release(String id, Instant releasedAt) {
        return work.run(() -> {
            Placed placed = holds.get(id);
            if (placed == null || !placed.isActive()) {
                return false;
            }
            holds.put(id, new Placed(placed.hold(), placed.placedAt(), Optional.of(releasedAt)));
            work.undo(() -> holds.put(id, placed));
            return true;
        });
    }

    /** Moves released holds from one subject to another that has none, or forgets them. */
    void move(DataSubject from, Optional<DataSubject> to) {
        List<Placed> released = holds.values().stream()
                .filter(placed -> !placed.isActive()
                        && placed.hold().subject().filter(from::equals).isPresent())
                .toList();
        for (Placed placed : released) {
            Hold hold = placed.hold();
            to.ifPresentOrElse(
                    subject -> holds.put(
                            hold.id(),
                            new Placed(
                                    new Hold(
                                            hold.id(),
                                            Optional.of(subject),
                                            hold.category(),
                                            hold.reason(),
                                            hold.reviewOn()),
                                    placed.placedAt(),
                                    placed.releasedAt())),
                    () -> holds.remove(hold.id()));
            work.undo(() -> holds.put(hold.id(), placed));
        }
    }

    @Override
    public List<Hold> activeAmong(Collection<DataSubject> subjects) {
        Set<DataSubject> concerned = new HashSet<>(subjects);
        return active().stream()
                .filter(hold -> hold.subject().map(concerned::contains).orElse(true))
                .toList();
    }

    @Override
    public List<Hold> active() {
        return work.run(() -> holds.values().stream()
                .filter(Placed::isActive)
                .sorted(Comparator.comparing(Placed::placedAt)
                        .thenComparing(placed -> placed.hold().id()))
                .map(Placed::hold)
                .toList());
    }
}
