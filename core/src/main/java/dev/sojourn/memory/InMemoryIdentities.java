package dev.sojourn.memory;

import dev.sojourn.ledger.IdentityStore;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryIdentities implements IdentityStore {

    private final InMemoryUnitOfWork work;
    private final InMemorySubjects subjects;
    private final InMemoryConsents consents;
    private final InMemoryHolds holds;
    private final InMemoryEvents events;
    private final List<Parted> parted = new ArrayList<>();

    InMemoryIdentities(
            InMemoryUnitOfWork work,
            InMemorySubjects subjects,
            InMemoryConsents consents,
            InMemoryHolds holds,
            InMemoryEvents events) {
        this.work = work;
        this.subjects = subjects;
        this.consents = consents;
        this.holds = holds;
        this.events = events;
    }

    @Override
    public void part(DataSubject subject, String digest, Instant at) {
        work.run(() -> {
            String key = subjects.find(subject)
                    .orElseThrow(() -> new StoreException(
                            "the identity could not be parted",
                            new IllegalStateException("the subject is not known"),
                            false));
            Parted one = new Parted(key, digest, at);
            parted.add(one);
            work.undo(() -> parted.remove(one));
            move(subject, Optional.of(subjects.part(subject)));
            return one;
        });
    }

    @Override
    public List<String> keysOf(String digest) {
        return work.run(() -> inOrder().stream()
                .filter(one -> one.digest().equals(digest))
                .map(Parted::key)
                .toList());
    }

    @Override
    public List<Parted> partedBefore(Instant before, int limit) {
        return work.run(() -> inOrder().stream()
                .filter(one -> one.at().isBefore(before))
                .limit(limit)
                .toList());
    }

    @Override
    public void drop(String key) {
        work.run(() -> {
            subjects.drop(key).ifPresent(nobody -> move(nobody, Optional.empty()));
            List<Parted> gone =
                    parted.stream().filter(one -> one.key().equals(key)).toList();
            parted.removeAll(gone);
            work.undo(() -> parted.addAll(gone));
            return key;
        });
    }

    private void move(DataSubject from, Optional<DataSubject> to) {
        consents.move(from, to);
        holds.move(from, to);
        events.move(from, to);
    }

    private List<Parted> inOrder() {
        return parted.stream()
                .sorted(Comparator.comparing(Parted::at).thenComparing(Parted::key))
                .toList();
    }
}
