package dev.sojourn.retention;

import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.Judgement.Counted;
import dev.sojourn.time.RetentionCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves what becomes of a row at one instant. In order: a hold keeps; a restriction keeps; the latest floor keeps until
 * its end; then the earliest ceiling disposes, unless what the row owns keeps it. End dates are compared, never lengths.
 */
final class Resolution {

    private static final Set<KeepReason> TEMPORARY = Set.of(KeepReason.RUNNING, KeepReason.FLOOR, KeepReason.SUSPENDED);

    private final Rulebook rulebook;
    private final Ends ends;
    private final EndedBases bases;
    private final TenantTerms terms;
    private final Instant at;

    Resolution(Rulebook rulebook, EndedBases bases, TenantTerms terms, Instant at, Policy policy) {
        this.rulebook = rulebook;
        this.bases = bases;
        this.terms = terms;
        this.at = at;
        this.ends = new Ends(policy, terms, at);
    }

    /** Reads what tenants' contracts state before their rows are judged, for all of them at once. */
    void meet(Collection<DataRow> rows) {
        terms.meet(rulebook, rows);
    }

    /** The same, for the rows of a step, which fails where its own rule's contracts cannot be read. */
    void meet(Collection<DataRow> rows, EntityRules.Bound rule) {
        meet(rows);
        terms.check(rule);
    }

    /** Judges a row by the rules that end alike: what another step does with it is that step's. */
    Judgement judge(DataRow row, Circumstances now, Finality finality) {
        return judge(row, now, finality, false);
    }

    /**
     * Judges a row.
     *
     * @param thorough also looks for an ended basis where a period is over already, for an explanation
     */
    Judgement judge(DataRow row, Circumstances now, Finality finality, boolean thorough) {
        Optional<EntityRules> entity = rulebook.entity(row.key().entity());
        List<Counted> rules = new ArrayList<>();
        for (EntityRules.Bound rule : entity.map(EntityRules::rules).orElse(List.of())) {
            rules.add(ends.count(rule, row, now).in(rule));
        }
        if (thorough || !isDue(rules, finality)) {
            rules.replaceAll(rule -> withEndedBasis(rule, row, now));
        }
        if (rulebook.ruleWithSource(row.key().entity()).isPresent()) {
            rules.replaceAll(rule -> withSource(rule, row, now));
        }
        return judge(row, entity, rules, now, finality);
    }

    private static boolean isDue(List<Counted> rules, Finality finality) {
        for (Counted rule : rules) {
            if (ends(rule, finality) && rule.isDue()) {
                return true;
            }
        }
        return false;
    }

    private static boolean ends(Counted rule, Finality finality) {
        return rule.isCeiling() && Finality.of(rule.version().disposition()) == finality;
    }

    /** Since when every purpose served by the rule has ended for all the row's subjects. */
    Optional<Instant> basisEnded(RetentionRule version, DataRow row, Circumstances now) {
        if (row.subjects().isEmpty() || !bases.reaches(version)) {
            return Optional.empty();
        }
        Instant last = Instant.MIN;
        for (DataSubject subject : row.subjects()) {
            Optional<Instant> ended = bases.ended(version, subject, now.standing(subject), at);
            if (ended.isEmpty()) {
                return Optional.empty();
            }
            last = ended.get().isAfter(last) ? ended.get() : last;
        }
        return Optional.of(last);
    }

    /** Whether the row that a row was derived from is due. */
    boolean isSourceDue(DataRow row, Circumstances now) {
        return now.sourceEnd(row.key()).filter(end -> !end.isAfter(at)).isPresent();
    }

    /** When a row goes by everything that is known now; empty while something keeps it with no end in sight. */
    Optional<Instant> end(DataRow row, Circumstances now) {
        Judgement judgement = judge(row, now, Finality.TAKES_ROW, true);
        return judgement.isDue()
                ? judgement.dueSince()
                : judgement
                        .reason()
                        .filter(TEMPORARY::contains)
                        .flatMap(reason -> judgement.lastDayKept())
                        .map(last -> terms.calendar(row.tenant()).dueFrom(last));
    }

    private Counted withSource(Counted rule, DataRow row, Circumstances now) {
        return rulebook.ruleWithSource(row.key().entity())
                .filter(bound ->
                        rule.isCeiling() && bound.id().equals(rule.version().id()))
                .flatMap(bound -> now.sourceEnd(row.key()))
                .filter(end -> rule.dueFrom().filter(own -> !end.isBefore(own)).isEmpty())
                .map(end -> ends.countSource(rule, row.tenant(), end))
                .orElse(rule);
    }

    private Counted withEndedBasis(Counted rule, DataRow row, Circumstances now) {
        if (!rule.isCeiling()) {
            return rule;
        }
        return basisEnded(rule.version(), row, now)
                .map(ended -> ends.countEnded(rule, row.tenant(), ended))
                .filter(ended -> rule.dueFrom().isEmpty()
                        || ended.dueFrom()
                                .orElse(Instant.MAX)
                                .isBefore(rule.dueFrom().get()))
                .orElse(rule);
    }

    private Judgement judge(
            DataRow row, Optional<EntityRules> entity, List<Counted> rules, Circumstances now, Finality finality) {
        List<Counted> ceilings = new ArrayList<>();
        for (Counted rule : rules) {
            if (ends(rule, finality)) {
                ceilings.add(rule);
            }
        }
        Set<String> categories = entity.map(EntityRules::categories).orElse(Set.of());
        Optional<Counted> floor = latestFloor(rules);
        Optional<Counted> ceiling = earliest(ceilings);
        Optional<Instant> due = ceiling.flatMap(Counted::dueFrom)
                .flatMap(from -> floor.isEmpty()
                        ? Optional.of(from)
                        : floor.get().dueFrom().map(end -> end.isAfter(from) ? end : from));
        Optional<LocalDate> lastDay = due.map(from -> dayBefore(from, row.tenant()));
        Verdict verdict = keeper(row, categories, rules, now)
                .or(() -> floor.filter(rule -> !rule.isDue())
                        .map(rule -> new Verdict(KeepReason.FLOOR, rule.line().rule())))
                .or(() -> undue(ceiling, ceilings))
                .or(() -> finality == Finality.LEAVES_ROW ? Optional.empty() : keptByOthers(row, now))
                .orElse(null);
        if (verdict != null) {
            return new Judgement(
                    Optional.of(verdict.reason()), verdict.by(), Optional.empty(), lastDay, Optional.empty(), rules);
        }
        Counted decisive = ceiling.orElseThrow();
        return new Judgement(
                Optional.empty(),
                decisive.line().rule(),
                due,
                lastDay,
                Optional.of(decisive.version().disposition()),
                rules);
    }

    /** The one that ends last, one without an end in sight last of all. */
    private static Optional<Counted> latestFloor(List<Counted> rules) {
        Counted latest = null;
        for (Counted rule : rules) {
            if (rule.isFloor() && (latest == null || ends(rule).isAfter(ends(latest)))) {
                latest = rule;
            }
        }
        return Optional.ofNullable(latest);
    }

    private static Optional<Counted> earliest(List<Counted> ceilings) {
        Counted earliest = null;
        for (Counted rule : ceilings) {
            if (rule.dueFrom().isPresent() && (earliest == null || ends(rule).isBefore(ends(earliest)))) {
                earliest = rule;
            }
        }
        return Optional.ofNullable(earliest);
    }

    private static Instant ends(Counted rule) {
        return rule.dueFrom().orElse(Instant.MAX);
    }

    /** A hold or restriction. */
    private static Optional<Verdict> keeper(
            DataRow row, Set<String> categories, List<Counted> rules, Circumstances now) {
        if (now.barNothing()) {
            return Optional.empty();
        }
        Set<String> purposes = new LinkedHashSet<>();
        rules.forEach(rule -> purposes.addAll(rule.version().purposes()));
        return now.hold(row.concerned(), categories)
                .map(hold -> new Verdict(KeepReason.HELD, "hold " + hold.id()))
                .or(() -> now.restriction(row.concerned(), categories, purposes)
                        .map(SubjectAct::purpose)
                        .map(id -> new Verdict(KeepReason.RESTRICTED, "restriction " + id)));
    }

    /** Why no ceiling makes the row due. */
    private static Optional<Verdict> undue(Optional<Counted> ceiling, List<Counted> ceilings) {
        for (Counted rule : ceilings) {
            if (rule.isDue()) {
                return Optional.empty();
            }
        }
        return first(ceilings, Reckoning.State.SUSPENDED, KeepReason.SUSPENDED)
                .or(() -> ceiling.map(
                        rule -> new Verdict(KeepReason.RUNNING, rule.line().rule())))
                .or(() -> first(ceilings, Reckoning.State.RUNNING, KeepReason.RUNNING))
                .or(() -> first(ceilings, Reckoning.State.NOT_STARTED, KeepReason.NOT_STARTED))
                .or(() -> Optional.of(new Verdict(KeepReason.UNRESOLVED, "")));
    }

    private static Optional<Verdict> first(List<Counted> ceilings, Reckoning.State state, KeepReason reason) {
        return ceilings.stream()
                .filter(rule -> rule.line().state() == state)
                .findFirst()
                .map(rule -> new Verdict(reason, rule.line().rule()));
    }

    private Optional<Verdict> keptByOthers(DataRow row, Circumstances now) {
        return row.keptBy()
                .or(() -> row.children().stream()
                        .flatMap(child -> keptChild(child, now).stream())
                        .findFirst())
                .map(by -> new Verdict(KeepReason.CHILD_KEPT, by));
    }

    /** What keeps a child, in words that name its entity and its rule. */
    private Optional<String> keptChild(DataRow child, Circumstances now) {
        Optional<EntityRules> entity = rulebook.entity(child.key().entity());
        List<Counted> rules = new ArrayList<>();
        entity.ifPresent(known -> known.rules()
                .forEach(rule -> rules.add(ends.count(rule, child, now).in(rule))));
        return keeper(child, entity.map(EntityRules::categories).orElse(Set.of()), rules, now)
                .or(() -> rules.stream()
                        .filter(rule -> rule.isFloor() && !rule.isDue())
                        .findFirst()
                        .map(rule -> new Verdict(KeepReason.FLOOR, rule.line().rule())))
                .map(verdict -> child.key().entity() + " " + verdict.reason() + " by " + verdict.by())
                .or(() -> child.children().stream()
                        .flatMap(grandchild -> keptChild(grandchild, now).stream())
                        .findFirst());
    }

    private LocalDate dayBefore(Instant due, String tenant) {
        RetentionCalendar calendar = terms.calendar(tenant);
        return calendar.dayOf(due).minusDays(1);
    }

    private record Verdict(KeepReason reason, String by) {}
}
