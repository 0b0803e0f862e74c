package dev.sojourn.retention;

import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.time.RetentionCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.Optional;

/** Tells from a plan since when its oldest rows have been due: from their trigger forward, by each tenant's own terms. */
final class Overdue {

    private final Policy policy;
    private final Rulebook rulebook;
    private final TenantTerms terms;

    Overdue(Policy policy, Rulebook rulebook, TenantTerms terms) {
        this.policy = policy;
        this.rulebook = rulebook;
        this.terms = terms;
    }

    Optional<Instant> since(SweepPlan plan) {
        return plan.steps().stream()
                .filter(step -> step.cause() == SweepPlan.Cause.PERIOD)
                .flatMap(step -> step.lines().stream()
                        .filter(line -> line.due() > 0)
                        .flatMap(line -> line.oldest().flatMap(anchor -> since(step, line.tenant(), anchor)).stream()))
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> since(SweepPlan.Step step, String tenant, Anchor anchor) {
        RetentionCalendar calendar = terms.calendar(tenant);
        LocalDate day = anchor.in(calendar.zone());
        return rulebook.entity(step.entity()).stream()
                .flatMap(entity -> entity.rules().stream())
                .filter(rule -> rule.id().equals(step.rule()))
                .flatMap(rule -> rule.versionOn(anchor.in(policy.zone())).stream())
                .flatMap(version -> end(version, tenant, day).stream())
                .map(calendar::dueFrom)
                .findFirst();
    }

    private Optional<LocalDate> end(RetentionRule version, String tenant, LocalDate day) {
        Optional<Period> period = terms.of(version, tenant).period();
        return period.map(length -> terms.calendar(tenant).keptThrough(version.trigger(), length, day));
    }
}
