package dev.sojourn.processing;

import dev.sojourn.policy.DataSubject;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots by subject, up to a bound. A hit takes no lock, makes no object, feeds no eviction policy and writes at most
 * one mark, on the snapshot itself and only where it is not set; the cost of choosing whom to drop is paid by who adds.
 * Whom: a hand goes round over the entries, takes the mark from each it passes and drops the first without one (second
 * chance).
 *
 * <p>The bound is kept but for entries being added at this moment. Thread-safe; each method is atomic for its subject.
 */
final class Remembered {

    /** So that adding one costs a bounded time, where everything was asked about since the hand last came by. */
    private static final int CHANCES = 32;

    private final long bound;
    private final ConcurrentHashMap<Object, Snapshot> entries = new ConcurrentHashMap<>();
    private final ReentrantLock turning = new ReentrantLock();
    private Iterator<Map.Entry<Object, Snapshot>> hand = entries.entrySet().iterator();

    Remembered(long bound) {
        this.bound = bound;
    }

    @Nullable
    Snapshot find(DataSubject subject) {
        return findUnder(key(subject));
    }

    /** The same for a subject without kind and tenant, of which no object is made. */
    @Nullable
    Snapshot find(String id) {
        return findUnder(id);
    }

    private @Nullable Snapshot findUnder(Object key) {
        Snapshot found = entries.get(key);
        if (found != null) {
            found.mark();
        }
        return found;
    }

    /** The same without leaving a mark. */
    @Nullable
    Snapshot peek(DataSubject subject) {
        return entries.get(key(subject));
    }

    void put(DataSubject subject, Snapshot snapshot) {
        if (bound > 0) {
            entries.put(key(subject), snapshot);
            makeRoom();
        }
    }

    void drop(DataSubject subject) {
        entries.remove(key(subject));
    }

    void dropIf(Predicate<Snapshot> condition) {
        entries.values().removeIf(condition);
    }

    void dropAll() {
        entries.clear();
    }

    long size() {
        return entries.mappingCount();
    }

    /** Who finds the hand taken leaves the turning to its holder, who looks at the size until it fits. */
    private void makeRoom() {
        while (entries.mappingCount() > bound && turning.tryLock()) {
            try {
                turn();
            } finally {
                turning.unlock();
            }
        }
    }

    private void turn() {
        int chances = CHANCES;
        while (entries.mappingCount() > bound) {
            if (!hand.hasNext()) {
                hand = entries.entrySet().iterator();
                if (!hand.hasNext()) {
                    return;
                }
            }
            Map.Entry<Object, Snapshot> entry = hand.next();
            Snapshot snapshot = Objects.requireNonNull(entry.getValue());
            if (chances > 0 && snapshot.unmark()) {
                chances--;
            } else if (entries.remove(entry.getKey(), snapshot)) {
                chances = CHANCES;
            }
        }
    }

    /** A subject without kind and tenant is kept under its id, so that it is found by it. */
    private static Object key(DataSubject subject) {
        return subject.kind().isEmpty() && subject.tenant().isEmpty() ? subject.id() : subject;
    }
}
