package dev.sojourn.retention;

import dev.sojourn.policy.Disposition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a sweep would dispose of at one instant, and what would stay and why: the preview is the run. Handing it over is
 * the confirmation to dispose of what it names.
 *
 * @param id the run's id
 * @param at the one instant every row is judged by, UTC
 * @param expiresAt after which it can no longer be swept, UTC
 * @param policyVersion the policy version it was made under
 * @param policyDigest that version's content
 * @param steps one for each entity, rule and cause, and for each tenant where their rows lie apart, in the order a sweep
 *     takes them
 * @param unconfirmed ids of rules in it that nobody has confirmed yet: what they find due is their backlog, which scheduled
 *     sweeps leave; handing the plan over confirms them
 * @param digest SHA-256 over all the above, as lower-case hexadecimal
 */
public record SweepPlan(
        String id,
        Instant at,
        Instant expiresAt,
        String policyVersion,
        String policyDigest,
        List<Step> steps,
        Set<String> unconfirmed,
        String digest) {

    /** What makes the rows of a step due. */
    public enum Cause {
        /** A period that starts from an attribute of the row is over. */
        PERIOD,
        /** A period that starts from an event the host reported is over. */
        EVENT,
        /** Every purpose the data served has ended for its subject. */
        BASIS_ENDED,
        /** The row it was derived from is due. */
        SOURCE_DISPOSED
    }

    /** Checks the parts and copies the list. */
    public SweepPlan {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(policyVersion, "policyVersion");
        Objects.requireNonNull(policyDigest, "policyDigest");
        steps = List.copyOf(steps);
        unconfirmed = Collections.unmodifiableSet(new TreeSet<>(unconfirmed));
        Objects.requireNonNull(digest, "digest");
    }

    /**
     * How many rows are due in all.
     *
     * @return rows of the entities themselves; what they own goes with them and is not counted
     */
    public long due() {
        return steps.stream().mapToLong(Step::due).sum();
    }

    /**
     * How many of the rows that are due are the backlog of rules that nobody has confirmed.
     *
     * @return rows a scheduled sweep leaves
     */
    public long backlog() {
        return steps.stream()
                .filter(step -> unconfirmed.contains(step.rule()))
                .mapToLong(Step::due)
                .sum();
    }

    /**
     * How many rows stay for a reason although a rule made them due.
     *
     * @param reason the reason
     * @return over all steps
     */
    public long kept(KeepReason reason) {
        return steps.stream().mapToLong(step -> step.kept(reason)).sum();
    }

    /**
     * The steps whose rows a store failed to count.
     *
     * @return empty when none did
     */
    public List<Step> failures() {
        return steps.stream().filter(step -> step.failure().isPresent()).toList();
    }

    /**
     * What one rule makes due in one entity, for one cause. A row due in several steps is counted in the first.
     *
     * @param entity the entity's name
     * @param rule the rule's id
     * @param cause what makes the rows due
     * @param disposition what becomes of them
     * @param lines one for each tenant with anything to tell, in order of tenant
     * @param reviewDueSince the last day on which the rows that have not started were due for review by the rule's
     *     interval, counted from the day the policy first came into force; empty when none was
     * @param selection which rows a store selects
     * @param event which events make rows due, for the cause EVENT
     * @param failure what failed when the rows were counted, without any identifier: a sweep keeps them all and reports
     *     it; empty when nothing did
     * @param tenant whose rows it is over, where each tenant's lie apart; otherwise empty, and it is over those of all
     */
    public record Step(
            String entity,
            String rule,
            Cause cause,
            Disposition disposition,
            List<Line> lines,
            Optional<LocalDate> reviewDueSince,
            Selection selection,
            List<Arm> event,
            Optional<String> failure,
            Optional<String> tenant) {

        /** Checks the parts and copies the lists. */
        public Step {
            Objects.requireNonNull(entity, "entity");
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(disposition, "disposition");
            lines = List.copyOf(lines);
            Objects.requireNonNull(reviewDueSince, "reviewDueSince");
            Objects.requireNonNull(selection, "selection");
            event = List.copyOf(event);
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(tenant, "tenant");
        }

        /**
         * How many rows are due.
         *
         * @return over all tenants
         */
        public long due() {
            return lines.stream().mapToLong(Line::due).sum();
        }

        /**
         * How many rows stay for a reason.
         *
         * @param reason the reason
         * @return over all tenants
         */
        public long kept(KeepReason reason) {
            return lines.stream().mapToLong(line -> line.kept(reason)).sum();
        }

        /**
         * The line of a tenant.
         *
         * @param tenant the tenant; empty for rows without one
         * @return empty when there is nothing to tell
         */
        public Optional<Line> line(String tenant) {
            return lines.stream().filter(line -> line.tenant().equals(tenant)).findFirst();
        }
    }

    /**
     * One tenant's rows in a step.
     *
     * @param tenant the tenant; empty when the host has none
     * @param source where its period came from: DEFAULTED, NO_RULE and OUT_OF_BOUNDS ask for the tenant's attention
     * @param due rows that would be disposed of
     * @param oldest the oldest trigger among rows past the rule, kept ones included; empty when there is none
     * @param kept rows past the rule that stay: NOT_STARTED, UNRESOLVED, FLOOR, HELD, RESTRICTED, SUSPENDED, CHILD_KEPT,
     *     AWAITING_REVIEW
     * @param childKept of those CHILD_KEPT, how many for which child's entity and rule
     */
    public record Line(
            String tenant,
            Reckoning.Source source,
            long due,
            Optional<Anchor> oldest,
            Map<KeepReason, Long> kept,
            Map<String, Long> childKept) {

        /** Checks the parts and copies the maps. */
        public Line {
            Objects.requireNonNull(tenant, "tenant");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(oldest, "oldest");
            kept = Collections.unmodifiableMap(new TreeMap<>(kept));
            childKept = Collections.unmodifiableMap(new TreeMap<>(childKept));
        }

        /**
         * How many rows stay for a reason.
         *
         * @param reason the reason
         * @return 0 when none does
         */
        public long kept(KeepReason reason) {
            return kept.getOrDefault(reason, 0L);
        }
    }
}
