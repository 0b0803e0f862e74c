package dev.sojourn.memory;

import dev.sojourn.ledger.Checkpoint;
import dev.sojourn.ledger.CheckpointStore;
import dev.sojourn.ledger.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class InMemoryCheckpoints implements CheckpointStore {

    /** Changed by tests that tamper, else only here. */
    final TreeMap<Long, Checkpoint> kept = new TreeMap<>();

    private final InMemoryUnitOfWork work;

    InMemoryCheckpoints(InMemoryUnitOfWork work) {
        this.work = work;
    }

    @Override
    public void add(Checkpoint checkpoint) {
        work.run(() -> {
            if (kept.containsKey(checkpoint.number())) {
                throw new StoreException(
                        "a checkpoint could not be kept",
                        new IllegalStateException("checkpoint " + checkpoint.number() + " is kept already"),
                        true);
            }
            kept.put(checkpoint.number(), checkpoint);
            work.undo(() -> kept.remove(checkpoint.number()));
            return checkpoint;
        });
    }

    @Override
    public Optional<Checkpoint> last() {
        return work.run(() -> Optional.ofNullable(kept.lastEntry()).map(Map.Entry::getValue));
    }

    @Override
    public List<Checkpoint> read(long after, int limit) {
        return work.run(
                () -> kept.tailMap(after, false).values().stream().limit(limit).toList());
    }
}
