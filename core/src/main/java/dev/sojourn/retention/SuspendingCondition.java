package dev.sojourn.retention;

import dev.sojourn.policy.DataSubject;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A host's answer to a rule's {@code unless}: for whom a condition, such as a live commercial relationship, holds. It
 * defers disposal and restarts no period. Called within the batch's unit of work; must be thread-safe.
 */
@FunctionalInterface
public interface SuspendingCondition {

    /**
     * A span of local days during which the condition holds.
     *
     * @param from the first day
     * @param through the last day; empty while there is no end in sight
     */
    record Span(LocalDate from, Optional<LocalDate> through) {
        /** Checks the parts. */
        public Span {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(through, "through");
        }
    }

    /**
     * For whom the condition holds or held.
     *
     * @param subjects at most 1,000
     * @return a span for each subject the condition concerns; the others are not deferred
     */
    Map<DataSubject, Span> among(Collection<DataSubject> subjects);
}
