package dev.sojourn.memory;

import dev.sojourn.ledger.Change;
import dev.sojourn.ledger.ChangeFeed;
import dev.sojourn.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What committed, in that order: two front doors over the same stores are two nodes. */
final class InMemoryFeed implements ChangeFeed {

    private final InMemoryUnitOfWork work;
    private final InMemorySubjects subjects;
    private final List<LedgerEntry> committed = new ArrayList<>();

    InMemoryFeed(InMemoryUnitOfWork work, InMemorySubjects subjects) {
        this.work = work;
        this.subjects = subjects;
    }

    /** Called within the unit that records the entry; nobody reads it before the commit. */
    void recorded(LedgerEntry entry) {
        work.afterCompletion(done -> {
            if (done) {
                synchronized (committed) {
                    committed.add(entry);
                }
            }
        });
    }

    @Override
    public Reader open() {
        return new Reader() {
            private int position = end();

            @Override
            public Batch read(int most) {
                List<LedgerEntry> fresh = after(position);
                List<Change> changes = work.runNew(() -> fresh.stream()
                        .limit(most)
                        .flatMap(entry -> change(entry).stream())
                        .toList());
                position += fresh.size();
                return new Batch(changes, fresh.size() <= most);
            }
        };
    }

    private int end() {
        synchronized (committed) {
            return committed.size();
        }
    }

    private List<LedgerEntry> after(int position) {
        synchronized (committed) {
            return List.copyOf(committed.subList(position, committed.size()));
        }
    }

    private Optional<Change> change(LedgerEntry entry) {
        return Change.of(
                entry.chain(),
                entry.number(),
                entry.kind(),
                entry.body(),
                subjects.owner(entry.chain().key()));
    }
}
