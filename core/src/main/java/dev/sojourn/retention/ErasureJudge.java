package dev.sojourn.retention;

import dev.sojourn.consent.LegalBases;
import dev.sojourn.consent.Restriction;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Says what keeps a person's rows from the person's own erasure: a hold, a floor, another person's restriction, a child
 * that must stay, or a ground that does not reach them (GDPR 17(1), 17(3)).
 *
 * <p>Made for one erasure: tenants' settings count as they were when it was made. Not thread-safe.
 */
public final class ErasureJudge {

    /**
     * Why a row stays.
     *
     * @param reason one of the closed set
     * @param by what keeps it: a rule's id, {@code hold <id>}, {@code restriction <id>}, or the row that depends on it
     * @param ground what a rule rests on, in the policy's words; empty when nothing was said, or no rule keeps it
     * @param through the last local day it must be kept; empty while no end is in sight
     */
    public record Keeping(KeepReason reason, String by, String ground, Optional<LocalDate> through) {
        /** Checks the parts. */
        public Keeping {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(ground, "ground");
            Objects.requireNonNull(through, "through");
        }
    }

    private final Policy policy;
    private final RetentionPorts ports;
    private final DataSubject subject;
    private final boolean everything;
    private final Rulebook rulebook;
    private final Ends ends;
    private final Resolution resolution;

    /**
     * A judge for one erasure; reads tenants' settings, in the caller's unit of work.
     *
     * @param policy whose rules apply
     * @param ports what retention asks of the outside
     * @param subject whose data is erased
     * @param everything whether the ground reaches all data; otherwise only data all of whose purposes have ended for
     *     the subject
     * @param at the instant judged by
     */
    public ErasureJudge(Policy policy, RetentionPorts ports, DataSubject subject, boolean everything, Instant at) {
        this.policy = policy;
        this.ports = ports;
        this.subject = subject;
        this.everything = everything;
        TenantTerms terms = TenantTerms.read(policy, ports);
        this.rulebook = new Rulebook(policy, ports.data());
        this.ends = new Ends(policy, terms, at);
        EndedBases bases = new EndedBases(policy, new LegalBases(ports.settings()), ports.history());
        this.resolution = new Resolution(rulebook, bases, terms, at, policy);
    }

    /**
     * Judges rows of one entity; to be asked once they are locked, in the unit that disposes of them.
     *
     * @param rows the rows
     * @return in the order of the rows: what keeps each; empty for a row that may go
     */
    public List<Optional<Keeping>> judge(List<DataRow> rows) {
        resolution.meet(rows);
        Circumstances now = Circumstances.of(rows, ports, rulebook::entity);
        return rows.stream().map(row -> keeping(row, now)).toList();
    }

    private Optional<Keeping> keeping(DataRow row, Circumstances now) {
        Optional<EntityRules> entity = rulebook.entity(row.key().entity());
        Set<String> categories = entity.map(EntityRules::categories).orElse(Set.of());
        List<Judgement.Counted> rules = new ArrayList<>();
        entity.ifPresent(known -> known.rules()
                .forEach(rule -> rules.add(ends.count(rule, row, now).in(rule))));
        return held(row, categories, now)
                .or(() -> restricted(row, categories, rules, now))
                .or(() -> floored(rules))
                .or(() -> everything || isReached(row, rules, now)
                        ? Optional.empty()
                        : Optional.of(keptBy(KeepReason.OUT_OF_REACH, String.join(", ", categories))))
                .or(() -> row.keptBy().map(reference -> keptBy(KeepReason.CHILD_KEPT, reference)))
                .or(() -> keptChild(row, now));
    }

    private static Optional<Keeping> held(DataRow row, Set<String> categories, Circumstances now) {
        return now.hold(row.concerned(), categories).map(hold -> keptBy(KeepReason.HELD, "hold " + hold.id()));
    }

    /** The subject's own restrictions give way, save one that keeps data for the subject's own legal claims. */
    private Optional<Keeping> restricted(
            DataRow row, Set<String> categories, List<Judgement.Counted> rules, Circumstances now) {
        Set<String> purposes = new LinkedHashSet<>();
        rules.forEach(rule -> purposes.addAll(rule.version().purposes()));
        return now.restriction(row.concerned(), categories, purposes, this::bindsErasure)
                .map(act -> keptBy(KeepReason.RESTRICTED, "restriction " + act.purpose()));
    }

    private boolean bindsErasure(SubjectAct act) {
        return !act.subject().equals(subject) || Restriction.of(act).ground() == Restriction.Ground.NEEDED_FOR_CLAIMS;
    }

    private Optional<Keeping> floored(List<Judgement.Counted> rules) {
        return rules.stream()
                .filter(rule -> rule.isFloor() && !rule.isDue())
                .max(Comparator.comparing(rule -> rule.dueFrom().orElse(Instant.MAX)))
                .map(rule -> new Keeping(
                        KeepReason.FLOOR,
                        rule.line().rule(),
                        groundOf(rule.version()),
                        rule.line().keptThrough()));
    }

    /** Data that any purpose still needs is out of a withdrawal's reach. */
    private boolean isReached(DataRow row, List<Judgement.Counted> rules, Circumstances now) {
        List<Judgement.Counted> ceilings =
                rules.stream().filter(Judgement.Counted::isCeiling).toList();
        return !ceilings.isEmpty()
                && ceilings.stream()
                        .allMatch(rule ->
                                resolution.basisEnded(rule.version(), row, now).isPresent());
    }

    private Optional<Keeping> keptChild(DataRow row, Circumstances now) {
        for (DataRow child : row.children()) {
            boolean ruled = rulebook.entity(child.key().entity())
                    .filter(entity -> !entity.rules().isEmpty())
                    .isPresent();
            Optional<Keeping> keeping = ruled || everything ? keeping(child, now) : keptWithoutRule(child, now);
            if (keeping.isPresent()) {
                Keeping why = keeping.get();
                String by = why.reason() == KeepReason.CHILD_KEPT
                        ? why.by()
                        : child.key().entity() + " " + why.reason() + " by " + why.by();
                return Optional.of(new Keeping(KeepReason.CHILD_KEPT, by, why.ground(), why.through()));
            }
        }
        return Optional.empty();
    }

    /** A child under no rule of its own is reached with its parent. */
    private Optional<Keeping> keptWithoutRule(DataRow child, Circumstances now) {
        return held(child, Set.of(), now)
                .or(() -> restricted(child, Set.of(), List.of(), now))
                .or(() -> keptChild(child, now));
    }

    private String groundOf(RetentionRule rule) {
        return rule.citation()
                .or(() -> rule.purposes().stream()
                        .flatMap(id -> Optional.ofNullable(policy.purposes().get(id)).stream())
                        .flatMap(purpose -> purpose.citation().stream())
                        .findFirst())
                .or(rule::reason)
                .orElse("");
    }

    private static Keeping keptBy(KeepReason reason, String by) {
        return new Keeping(reason, by, "", Optional.empty());
    }
}
