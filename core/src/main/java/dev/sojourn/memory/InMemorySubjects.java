package dev.sojourn.memory;

import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.policy.DataSubject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

final class InMemorySubjects implements SubjectStore {

    private final InMemoryUnitOfWork work;
    private final Map<DataSubject, String> keys = new HashMap<>();
    private final Map<String, DataSubject> subjects = new HashMap<>();
    private final Set<DataSubject> parted = new HashSet<>();

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

    /** No query over rows of the host's meets what is kept here, so that the digest serves nobody. */
    @Override
    public String enrol(DataSubject subject, String digest) {
        return enrol(subject);
    }

    @Override
    public Map<DataSubject, String> enrolNew(
            Collection<DataSubject> newcomers, Function<DataSubject, Optional<String>> digest) {
        return work.run(() -> {
            Map<DataSubject, String> enrolled = new LinkedHashMap<>();
            newcomers.stream()
                    .filter(subject -> !keys.containsKey(subject))
                    .forEach(subject -> enrolled.put(subject, enrol(subject)));
            return enrolled;
        });
    }

    /** Whose key it is, while anybody's; called within a unit. */
    Optional<DataSubject> owner(String key) {
        return Optional.ofNullable(subjects.get(key)).filter(subject -> !parted.contains(subject));
    }

    @Override
    public Optional<String> find(DataSubject subject) {
        return work.run(() -> Optional.ofNullable(keys.get(subject)));
    }

    @Override
    public Optional<DataSubject> subjectOf(String key) {
        return work.run(() -> Optional.ofNullable(subjects.get(key)));
    }

    /** What stands in the identifier's place from now on. */
    DataSubject part(DataSubject subject) {
        String key = Objects.requireNonNull(keys.remove(subject), "the subject is not known");
        DataSubject nobody = new DataSubject("parted " + key, subject.kind(), subject.tenant());
        keys.put(nobody, key);
        parted.add(nobody);
        subjects.put(key, nobody);
        work.undo(() -> {
            subjects.put(key, subject);
            parted.remove(nobody);
            keys.remove(nobody);
            keys.put(subject, key);
        });
        return nobody;
    }

    boolean isParted(DataSubject subject) {
        return parted.contains(subject);
    }

    Optional<DataSubject> drop(String key) {
        Optional<DataSubject> nobody = Optional.ofNullable(subjects.get(key)).filter(parted::contains);
        nobody.ifPresent(subject -> {
            parted.remove(subject);
            keys.remove(subject);
            subjects.remove(key);
            work.undo(() -> {
                subjects.put(key, subject);
                keys.put(subject, key);
                parted.add(subject);
            });
        });
        return nobody;
    }
}
