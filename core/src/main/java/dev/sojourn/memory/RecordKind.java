package dev.sojourn.memory;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.Anchor;
import dev.sojourn.retention.DataDescription;
import dev.sojourn.retention.RowKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What is known of one kind of a host's objects. */
record RecordKind<T>(
        DataDescription description,
        Function<? super T, ?> key,
        Comparator<Object> order,
        Function<? super T, String> tenant,
        Function<? super T, List<DataSubject>> subjects,
        Map<String, Function<? super T, Optional<Anchor>>> times,
        Function<? super T, Map<String, Object>> copy,
        List<InMemoryRecords.Ownership<?>> children,
        List<RedactedAttribute<T>> redacted,
        Optional<UnaryOperator<T>> anonymising,
        Optional<HostMark<T>> mark,
        Function<? super T, Optional<RowKey>> source) {

    /** How an object tells that the host did what it does. */
    record HostMark<T>(Predicate<? super T> done, UnaryOperator<T> marking) {}

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

    /** The attributes a rule over the whole object redacts: those without a rule of their own. */
    List<RedactedAttribute<T>> redactedTogether() {
        return redacted.stream().filter(attribute -> !attribute.hasOwnRule()).toList();
    }

    boolean isPending(Disposition disposition, T object) {
        if (disposition == Disposition.BY_HOST) {
            return mark.filter(known -> !known.done().test(object)).isPresent();
        }
        List<RedactedAttribute<T>> concerned = disposition == Disposition.ANONYMISE ? redacted : redactedTogether();
        return disposition == Disposition.ANONYMISE && !subjectsOf(object).isEmpty()
                || concerned.stream().anyMatch(attribute -> !attribute.isDone(object));
    }

    Optional<RowKey> sourceOf(T object) {
        return source.apply(object);
    }

    Map<String, Object> personal(T object) {
        return copy.apply(object);
    }
}
