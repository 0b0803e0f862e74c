package dev.sojourn.consent;

import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.policy.DataSubject;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Knows again who was erased and has come back. */
final class ErasedBefore {

    private static final int MOST_AT_ONCE = 1_000;

    private final ActRecorder recorder;
    private final Suppressions suppressions;
    private final SubjectStore store;

    ErasedBefore(ActRecorder recorder, Suppressions suppressions, SubjectStore store) {
        this.recorder = recorder;
        this.suppressions = suppressions;
        this.store = store;
    }

    Map<DataSubject, List<Suppression>> suppressed(Collection<DataSubject> subjects) {
        if (subjects.size() > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    subjects.size() + " subjects are asked about at once: ask about " + MOST_AT_ONCE + " at most");
        }
        return suppressions.among(Set.copyOf(subjects));
    }

    long recognise(Stream<DataSubject> subjects) {
        long found = 0;
        try (subjects) {
            Iterator<DataSubject> all = subjects.iterator();
            while (all.hasNext()) {
                Set<DataSubject> batch = new LinkedHashSet<>();
                while (all.hasNext() && batch.size() < MOST_AT_ONCE) {
                    batch.add(all.next());
                }
                found += recorder.work().runNew(() -> recognised(batch));
            }
        }
        return found;
    }

    private int recognised(Set<DataSubject> batch) {
        Set<DataSubject> erased = suppressions.among(batch).keySet();
        erased.forEach(store::enrol);
        return erased.size();
    }
}
