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
 * @param stopped why the sweep stopped before its end, so that the plan can be gone on with while it is valid; empty when
 *     it did not
 * @param withheld what a scheduled sweep left for somebody to confirm; empty for a plan that was handed over
 * @param steps one for each step of the plan, in its order
 */
public record SweepReport(
        String run,
        Instant startedAt,
        Instant endedAt,
        boolean alreadySwept,
        Optional<Stop> stopped,
        List<Withheld> withheld,
        List<Step> steps) {

    /** Why a sweep stopped before its end. */
    public enum Stop {
        /** It was cancelled. */
        CANCELLED,
        /** The hours in which it may run were over, or had not come. */
        WINDOW_CLOSED,
        /** It had run for as long as it may. */
        OUT_OF_TIME,
        /** The node that swept is gone, and the plan expired before anybody went on with it. */
        ABANDONED
    }

    /** Checks the parts and copies the list. */
    public SweepReport {
        Objects.requireNonNull(stopped, "stopped");
        withheld = List.copyOf(withheld);
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
     * @param earlier rows gone under the same plan that are not counted in {@code disposed}: before it was gone on with,
     *     or on another node
     * @param failed rows that stayed because a store failed
     * @param failures of those, how many for which reason, without any identifier; at most 20 reasons, the rest together
     *     under {@code others}
     * @param failure what failed first, without any identifier; empty when nothing did
     * @param tenant whose rows it was over, where each tenant's lie apart; otherwise empty
     */
    public record Step(
            String entity,
            String rule,
            SweepPlan.Cause cause,
            long planned,
            Map<String, Long> disposed,
            Map<KeepReason, Long> spared,
            Map<String, Long> childKept,
            long earlier,
            long failed,
            Map<String, Long> failures,
            Optional<String> failure,
            Optional<String> tenant) {

        /** Checks the parts and copies the maps. */
        public Step {
            Objects.requireNonNull(entity, "entity");
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(cause, "cause");
            disposed = Collections.unmodifiableMap(new TreeMap<>(disposed));
            spared = Collections.unmodifiableMap(new TreeMap<>(spared));
            childKept = Collections.unmodifiableMap(new TreeMap<>(childKept));
            failures = Collections.unmodifiableMap(new TreeMap<>(failures));
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(tenant, "tenant");
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
