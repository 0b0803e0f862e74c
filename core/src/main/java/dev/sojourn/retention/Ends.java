package dev.sojourn.retention;

import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Trigger;
import dev.sojourn.retention.Judgement.Counted;
import dev.sojourn.time.RetentionCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/** Where one rule ends for one row: from the trigger forward, never from today backward. */
final class Ends {

    private static final Trigger FALLBACK = new Trigger.Creation(Trigger.Rounding.NONE);

    private final Policy policy;
    private final TenantTerms terms;
    private final Instant at;

    Ends(Policy policy, TenantTerms terms, Instant at) {
        this.policy = policy;
        this.terms = terms;
        this.at = at;
    }

    /** Counts a rule for a row by its trigger, or its fallback while the trigger has not come. */
    Counted count(EntityRules.Bound rule, DataRow row, Circumstances now) {
        Optional<Anchor> anchor = anchor(rule, row, now);
        if (anchor.isPresent()) {
            return versionOf(rule, anchor.get())
                    .map(version -> end(version, version.trigger(), anchor.get(), Optional.empty(), row, now))
                    .orElseGet(() -> open(rule.latest(), Reckoning.State.NOT_GOVERNED, row.tenant()));
        }
        for (RetentionRule version : rule.versions()) {
            Optional<RetentionRule.Fallback> fallback = version.fallback();
            Optional<Anchor> other =
                    fallback.flatMap(known -> Optional.ofNullable(row.anchors().get(known.attribute())));
            if (other.isPresent()
                    && versionOf(rule, other.get()).filter(version::equals).isPresent()) {
                return end(version, FALLBACK, other.get(), fallback, row, now);
            }
        }
        return open(rule.latest(), Reckoning.State.NOT_STARTED, row.tenant());
    }

    /** Counts a rule for a row of somebody for whom everything it served has ended; conditions defer only periods. */
    Counted countEnded(Counted rule, String tenant, Instant ended) {
        RetentionRule version = rule.version();
        RetentionCalendar calendar = terms.calendar(tenant);
        LocalDate day = calendar.dayOf(ended);
        boolean later = EndedBases.isTriggerOf(version)
                && version.period().filter(period -> !period.isZero()).isPresent();
        LocalDate through =
                later ? calendar.keptThrough(version.trigger(), version.period().orElseThrow(), day) : day.minusDays(1);
        Instant dueFrom = later ? calendar.dueFrom(through) : ended;
        Reckoning line = new Reckoning(
                version.id(),
                version.recordsFrom(),
                version.bound(),
                dueFrom.isAfter(at) ? Reckoning.State.RUNNING : Reckoning.State.BASIS_ENDED,
                Optional.of(day),
                later ? version.period() : Optional.empty(),
                Reckoning.Source.POLICY,
                calendar.zone(),
                Optional.of(through),
                Optional.of(through));
        return new Counted(line, version, Optional.of(dueFrom));
    }

    /** Counts a rule for a row whose source goes. */
    Counted countSource(Counted rule, String tenant, Instant dueFrom) {
        RetentionRule version = rule.version();
        RetentionCalendar calendar = terms.calendar(tenant);
        LocalDate through = calendar.dayOf(dueFrom).minusDays(1);
        Reckoning line = new Reckoning(
                version.id(),
                version.recordsFrom(),
                version.bound(),
                dueFrom.isAfter(at) ? Reckoning.State.RUNNING : Reckoning.State.SOURCE_DUE,
                Optional.empty(),
                Optional.empty(),
                Reckoning.Source.POLICY,
                calendar.zone(),
                Optional.of(through),
                Optional.of(through));
        return new Counted(line, version, Optional.of(dueFrom));
    }

    private static Optional<Anchor> anchor(EntityRules.Bound rule, DataRow row, Circumstances now) {
        if (rule.attribute().isPresent()) {
            return Optional.ofNullable(row.anchors().get(rule.attribute().get()));
        }
        return rule.hostEvent()
                .filter(event -> !row.subjects().isEmpty())
                .flatMap(event -> now.event(event, row.subjects()))
                .map(Anchor.Moment::new);
    }

    private Optional<RetentionRule> versionOf(EntityRules.Bound rule, Anchor anchor) {
        return rule.versionOn(anchor.in(policy.zone()));
    }

    private Counted end(
            RetentionRule version,
            Trigger trigger,
            Anchor anchor,
            Optional<RetentionRule.Fallback> fallback,
            DataRow row,
            Circumstances now) {
        TenantTerms.Term term = terms.of(version, row.tenant());
        RetentionCalendar calendar = terms.calendar(row.tenant());
        LocalDate day = anchor.in(calendar.zone());
        if (term.period().isEmpty()) {
            return open(version, Reckoning.State.UNRESOLVED, row.tenant());
        }
        Period period = fallback.map(RetentionRule.Fallback::period)
                .orElse(term.period().get());
        LocalDate periodEnd = calendar.keptThrough(trigger, period, day);
        Optional<LocalDate> through = deferred(version, periodEnd, row, now);
        LocalDate today = calendar.dayOf(at);
        boolean over = periodEnd.isBefore(today);
        boolean passed = over && through.filter(end -> end.isBefore(today)).isPresent();
        Reckoning line = new Reckoning(
                version.id(),
                version.recordsFrom(),
                version.bound(),
                passed ? Reckoning.State.PASSED : over ? Reckoning.State.SUSPENDED : Reckoning.State.RUNNING,
                Optional.of(day),
                Optional.of(period),
                fallback.isPresent() ? Reckoning.Source.POLICY : term.source(),
                calendar.zone(),
                Optional.of(periodEnd),
                through);
        return new Counted(line, version, through.map(calendar::dueFrom));
    }

    /** The last day kept when a condition covers the day after the period's end; empty while no end is in sight. */
    private static Optional<LocalDate> deferred(
            RetentionRule version, LocalDate periodEnd, DataRow row, Circumstances now) {
        List<SuspendingCondition.Span> spans = version.suspension()
                .map(condition -> now.spans(condition, row.subjects()))
                .orElse(List.of());
        LocalDate next = periodEnd.plusDays(1);
        LocalDate through = periodEnd;
        for (SuspendingCondition.Span span : spans) {
            if (!span.from().isAfter(next)) {
                if (span.through().isEmpty()) {
                    return Optional.empty();
                }
                LocalDate last = span.through().get();
                through = last.isAfter(through) ? last : through;
            }
        }
        return Optional.of(through);
    }

    private Counted open(RetentionRule version, Reckoning.State state, String tenant) {
        TenantTerms.Term term = terms.of(version, tenant);
        Reckoning line = new Reckoning(
                version.id(),
                version.recordsFrom(),
                version.bound(),
                state,
                Optional.empty(),
                term.period(),
                term.source(),
                terms.calendar(tenant).zone(),
                Optional.empty(),
                Optional.empty());
        return new Counted(line, version, Optional.empty());
    }
}
