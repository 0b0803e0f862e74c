package dev.sojourn.retention;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a sweep did, as the stores counted it, and how it differs from its plan.
 *
 * @param run the run's id
 * @param startedAt when it started, UTC
 * @param endedAt when it ended, UTC
 * @param alreadySwept whether the plan had been swept before; nothing was done then
 * @param steps one for each step of the plan, in its order
 */
public record SweepReport(String run, Instant startedAt, Instant endedAt, boolean alreadySwept, List<Step> steps) {

    /** Checks the parts and copies the list. */
    public SweepReport {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        steps = List.copyOf(steps);
    }

    /**
     * What became of one step.
     *
     * @param entity the entity's name
     * @param rule the rule's id
     * @param cause what made the rows due
     * @param planned rows the plan named
     * @param disposed rows gone, by entity or table, as the store counted them
     * @param spared rows that stayed although a rule had made them due, by reason; CHANGED and CONSENT_RENEWED count
     *     those the run no longer found due
     * @param childKept of those CHILD_KEPT, how many for which child's entity and rule
     * @param failed rows that stayed because a store failed
     * @param failure what failed, without any identifier; empty when nothing did
     */
    public record Step(
            String entity,
            String rule,
            SweepPlan.Cause cause,
            long planned,
            Map<String, Long> disposed,
            Map<KeepReason, Long> spared,
            Map<String, Long> childKept,
            long failed,
            Optional<String> failure) {

        /** Checks the parts and copies the maps. */
        public Step {
            Objects.requireNonNull(entity, "entity");
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(cause, "cause");
            disposed = Collections.unmodifiableMap(new TreeMap<>(disposed));
            spared = Collections.unmodifiableMap(new TreeMap<>(spared));
            childKept = Collections.unmodifiableMap(new TreeMap<>(childKept));
            Objects.requireNonNull(failure, "failure");
        }

        /**
         * Rows of the entity itself that are gone.
         *
         * @return as the store counted them
         */
        public long gone() {
            return disposed.getOrDefault(entity, 0L);
        }

        /**
         * Rows that stayed for a reason.
         *
         * @param reason the reason
         * @return 0 when none did
         */
        public long spared(KeepReason reason) {
            return spared.getOrDefault(reason, 0L);
        }
    }

    /**
     * Rows gone in all, those of the entities under a rule alone.
     *
     * @return over all steps
     */
    public long gone() {
        return steps.stream().mapToLong(Step::gone).sum();
    }

    /**
     * Rows that stayed for a reason.
     *
     * @param reason the reason
     * @return over all steps
     */
    public long spared(KeepReason reason) {
        return steps.stream().mapToLong(step -> step.spared(reason)).sum();
    }

    /**
     * The steps in which a store failed.
     *
     * @return empty when none did
     */
    public List<Step> failures() {
        return steps.stream().filter(step -> step.failure().isPresent()).toList();
    }
}
