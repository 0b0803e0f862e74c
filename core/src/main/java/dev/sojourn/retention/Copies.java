package dev.sojourn.retention;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Tells copies kept outside the database which rows are gone, so that they go there too (GDPR 17(1), 19).
 *
 * <p>Thread-safe. A key is written in the transaction that disposes of its row and goes when the copy has acknowledged it,
 * with the last copy the last trace of it; a copy may hear the same row twice and must take that for no mistake.
 */
public final class Copies {

    private static final int PAGE = 500;

    private final Set<String> names = new TreeSet<>();
    private final DisposalStore store;
    private final UnitOfWork work;

    /**
     * Copies over a store.
     *
     * @param copies every copy there is
     * @param store keeps the keys
     * @param work the host's transaction
     */
    public Copies(List<DataCopy> copies, DisposalStore store, UnitOfWork work) {
        copies.forEach(copy -> names.add(copy.name()));
        this.store = store;
        this.work = work;
    }

    /**
     * What a copy has not acknowledged, for a copy that pulls.
     *
     * @param copy the copy's name
     * @param limit at most this many; positive
     * @return those disposed of first come first
     * @throws IllegalArgumentException when there is no such copy
     * @throws StoreException when the store fails
     */
    public List<Disposed> open(String copy, int limit) {
        check(copy);
        return work.run(() -> store.open(copy, limit));
    }

    /**
     * Records that a copy no longer has what it was told of: the keys are forgotten.
     *
     * @param copy the copy's name
     * @param disposed as {@link #open} told it; what was acknowledged before is no mistake
     * @throws IllegalArgumentException when there is no such copy, or any of these is another's
     * @throws StoreException when the store fails
     */
    public void acknowledge(String copy, List<Disposed> disposed) {
        check(copy);
        if (!disposed.stream().allMatch(one -> one.copy().equals(copy))) {
            throw new IllegalArgumentException("copy '" + copy + "' cannot acknowledge for another copy");
        }
        work.run(() -> {
            store.acknowledge(copy, disposed.stream().map(Disposed::number).toList());
            return copy;
        });
    }

    /**
     * Pushes to a copy everything it has not acknowledged, and takes a receiver's return for its acknowledgement. What the
     * receiver throws is rethrown, with that page still open.
     *
     * @param copy the copy's name
     * @param receiver removes the rows from the copy; called outside any unit of Sojourn's, at most 500 rows at a time
     * @return how many were acknowledged
     * @throws IllegalArgumentException when there is no such copy
     * @throws StoreException when the store fails
     */
    public long push(String copy, Consumer<List<Disposed>> receiver) {
        long pushed = 0;
        for (List<Disposed> page = open(copy, PAGE); !page.isEmpty(); page = open(copy, PAGE)) {
            receiver.accept(page);
            acknowledge(copy, page);
            pushed += page.size();
        }
        return pushed;
    }

    /**
     * Since when copies have had something to acknowledge, for a meter.
     *
     * @return by copy when the oldest open row was disposed of, UTC; copies that have acknowledged everything are left out
     * @throws StoreException when the store fails
     */
    public Map<String, Instant> oldestOpen() {
        return work.run(() -> {
            Map<String, Instant> oldest = new TreeMap<>();
            for (String name : names) {
                Optional<Instant> at = store.oldestOpen(name);
                at.ifPresent(instant -> oldest.put(name, instant));
            }
            return oldest;
        });
    }

    private void check(String copy) {
        if (!names.contains(copy)) {
            throw new IllegalArgumentException("there is no copy '" + copy + "': name one of " + names);
        }
    }
}
