package dev.sojourn.consent;

import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.policy.DataSubject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A store of subjects that keeps beside each new one the digest by which suppressions are found, where there is a key for
 * it: so a query over the host's own rows meets what an erased person refused. Thread-safe.
 */
public final class MarkedSubjects implements SubjectStore {

    private final SubjectStore subjects;
    private final Suppressions suppressions;

    /**
     * Marks what is enrolled in a store.
     *
     * @param subjects gives the keys
     * @param suppressions makes the digests
     */
    public MarkedSubjects(SubjectStore subjects, Suppressions suppressions) {
        this.subjects = subjects;
        this.suppressions = suppressions;
    }

    @Override
    public String enrol(DataSubject subject) {
        return suppressions
                .digest(subject)
                .map(digest -> subjects.enrol(subject, digest))
                .orElseGet(() -> subjects.enrol(subject));
    }

    @Override
    public String enrol(DataSubject subject, String digest) {
        return subjects.enrol(subject, digest);
    }

    /** The digest is this store's to know. */
    @Override
    public Map<DataSubject, String> enrolNew(
            Collection<DataSubject> newcomers, Function<DataSubject, Optional<String>> digest) {
        return subjects.enrolNew(newcomers, suppressions::digest);
    }

    @Override
    public Optional<String> find(DataSubject subject) {
        return subjects.find(subject);
    }

    @Override
    public Optional<DataSubject> subjectOf(String key) {
        return subjects.subjectOf(key);
    }
}
