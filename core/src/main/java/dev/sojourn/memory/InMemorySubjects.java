package dev.sojourn.memory;

import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.policy.DataSubject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

final class InMemorySubjects implements SubjectStore {

    private final InMemoryUnitOfWork work;
    private final Map<DataSubject, String> keys = new HashMap<>();
    private final Map<String, DataSubject> subjects = new HashMap<>();

    InMemorySubjects(InMemoryUnitOfWork work) {
        this.work = work;
    }

    @Override
    public String enrol(DataSubject subject) {
        return work.run(() -> keys.computeIfAbsent(subject, newcomer -> {
            String key = UUID.randomUUID().toString();
            subjects.put(key, newcomer);
            work.undo(() -> {
                keys.remove(newcomer);
                subjects.remove(key);
            });
            return key;
        }));
    }

    /** Whose key it is; called within a unit. */
    Optional<DataSubject> owner(String key) {
        return Optional.ofNullable(subjects.get(key));
    }

    @Override
    public Optional<String> find(DataSubject subject) {
        return work.run(() -> Optional.ofNullable(keys.get(subject)));
    }

    @Override
    public Optional<DataSubject> subjectOf(String key) {
        return work.run(() -> Optional.ofNullable(subjects.get(key)));
    }
}
