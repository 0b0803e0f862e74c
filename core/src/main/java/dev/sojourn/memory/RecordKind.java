package dev.sojourn.memory;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.retention.Anchor;
import dev.sojourn.retention.DataDescription;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What is known of one kind of a host's objects. */
record RecordKind<T>(
        DataDescription description,
        Function<? super T, ?> key,
        Comparator<Object> order,
        Function<? super T, String> tenant,
        Function<? super T, List<DataSubject>> subjects,
        Map<String, Function<? super T, Optional<Anchor>>> times,
        Function<? super T, Map<String, Object>> copy,
        List<InMemoryRecords.Ownership<?>> children) {

    String name() {
        return description.entity();
    }

    Object keyOf(T object) {
        return key.apply(object);
    }

    String tenantOf(T object) {
        return tenant.apply(object);
    }

    List<DataSubject> subjectsOf(T object) {
        return subjects.apply(object);
    }

    Map<String, Anchor> anchorsOf(T object) {
        Map<String, Anchor> anchors = new TreeMap<>();
        times.forEach((name, time) -> time.apply(object).ifPresent(anchor -> anchors.put(name, anchor)));
        return anchors;
    }

    Map<String, Object> personal(T object) {
        return copy.apply(object);
    }
}
