package dev.sojourn.retention;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts, step by step, what a run at one instant would dispose of and what would stay. */
final class Preview {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** No event lies behind it. */
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    private static final Comparator<Reckoning.Source> WORST_LAST = Comparator.comparing(Reckoning.Source::ordinal);

    private final Policy policy;
    private final RetentionPorts ports;
    private final TenantTerms terms;
    private final Rulings rulings;
    private final Protection protection;
    private final ReviewDays reviews;
    private final Totals totals;
    private final int pageSize;

    Preview(
            Policy policy,
            RetentionPorts ports,
            TenantTerms terms,
            Rulings rulings,
            Protection protection,
            ReviewDays reviews,
            Totals totals,
            int pageSize) {
        this.policy = policy;
        this.ports = ports;
        this.terms = terms;
        this.rulings = rulings;
        this.protection = protection;
        this.reviews = reviews;
        this.totals = totals;
        this.pageSize = pageSize;
    }

    /** A step whose store fails is planned empty, so that it stops no other. */
    SweepPlan.Step count(Step step) {
        try {
            SweepPlan.Step counted = step.within(() -> counted(step));
            return step.finality() == Finality.ON_APPROVAL ? Approval.awaiting(counted) : counted;
        } catch (RuntimeException e) {
            String what = Failures.inWords(e);
            LOG.warn(
                    "preview: rule '{}' on {} ({}) could not be counted: {}",
                    step.rule().id(),
                    step.rows(),
                    step.cause(),
                    what);
            return planned(step, List.of(), Optional.empty(), Optional.of(what));
        }
    }

    private SweepPlan.Step counted(Step step) {
        terms.check(step.rule());
        StepCount count = new StepCount(tenant -> terms.calendar(tenant).zone());
        if (step.cause() == SweepPlan.Cause.PERIOD) {
            countPeriod(step, count);
        } else {
            rulings.scopes(step, selection -> eachPage(step, selection, ruling -> count.add(ruling)));
        }
        if (step.cause() == SweepPlan.Cause.EVENT) {
            countNotHappened(step, count);
        }
        if (isByPeriod(step) && isTenantsToSay(step.rule())) {
            countUnresolved(step, count);
        }
        List<SweepPlan.Line> lines = count.lines(tenant -> sourceOf(step, tenant));
        boolean waiting = lines.stream().anyMatch(line -> line.kept(KeepReason.NOT_STARTED) > 0);
        Optional<LocalDate> review = waiting ? reviews.lastOf(step.rule().latest()) : Optional.empty();
        return planned(step, lines, review, Optional.empty());
    }

    private static SweepPlan.Step planned(
            Step step, List<SweepPlan.Line> lines, Optional<LocalDate> review, Optional<String> failure) {
        return new SweepPlan.Step(
                step.entity().name(),
                step.rule().id(),
                step.cause(),
                step.disposition(),
                lines,
                review,
                step.selection(),
                step.event(),
                failure,
                step.tenant());
    }

    private void countPeriod(Step step, StepCount count) {
        Selection selection = step.selection();
        PersonalDataStore store = step.entity().store();
        Protection.Scrutiny scrutiny = protection.over(step);
        boolean everyRow = scrutiny == Protection.Scrutiny.EVERY_ROW;
        for (Tally tally : own(() -> store.tally(selection))) {
            if (step.rule().attribute().isPresent()) {
                count.keep(tally.tenant(), KeepReason.NOT_STARTED, tally.notStarted());
            }
            if (!selection.passed().isEmpty()) {
                count.keep(tally.tenant(), KeepReason.FLOOR, -tally.due());
            }
            if (!everyRow) {
                count.due(tally.tenant(), tally.due());
                count.oldest(tally.tenant(), tally.oldest());
            }
        }
        if (!selection.passed().isEmpty()) {
            Selection floored = new Selection(
                    selection.run(),
                    selection.due(),
                    List.of(),
                    selection.notDue(),
                    Optional.empty(),
                    selection.pending());
            own(() -> store.tally(floored)).forEach(tally -> count.keep(tally.tenant(), KeepReason.FLOOR, tally.due()));
        }
        if (everyRow) {
            eachPage(step, selection, count::add);
        } else if (scrutiny == Protection.Scrutiny.SUBJECTS) {
            spareProtected(step, count);
        }
    }

    /** Only rows of these subjects can be kept: they alone are judged, each once. */
    private void spareProtected(Step step, StepCount count) {
        List<DataSubject> subjects = protection.subjects();
        Set<RowKey> seen = new HashSet<>();
        for (int from = 0; from < subjects.size(); from += Circumstances.SUBJECTS) {
            List<DataSubject> some = subjects.subList(from, Math.min(from + Circumstances.SUBJECTS, subjects.size()));
            eachPage(step, step.selection().among(some), ruling -> {
                if (seen.add(ruling.row().key())) {
                    count.spare(ruling);
                }
            });
        }
    }

    private void eachPage(Step step, Selection selection, Consumer<Rulings.Ruling> visit) {
        PersonalDataStore store = step.entity().store();
        Optional<RowKey> after = Optional.empty();
        while (true) {
            Optional<RowKey> last = after;
            List<RowKey> keys = own(() -> store.candidates(selection, last, pageSize));
            if (keys.isEmpty()) {
                return;
            }
            own(() -> rulings.judge(step, store.read(selection, keys, false))).forEach(visit);
            after = Optional.of(keys.get(keys.size() - 1));
        }
    }

    /** Rows of subjects to whom the event has not happened. */
    private void countNotHappened(Step step, StepCount count) {
        Map<String, Long> waiting = new HashMap<>(totals.of(step.entity(), step.tenant()));
        rulings.happenedBefore(
                step.rule().hostEvent().orElseThrow(),
                FAR,
                subjects -> own(() -> step.entity().store().tally(Selection.of(subjects)))
                        .forEach(tally -> waiting.merge(tally.tenant(), -tally.due(), Long::sum)));
        waiting.forEach((tenant, rows) -> count.keep(tenant, KeepReason.NOT_STARTED, Math.max(0, rows)));
    }

    /** Tenants without a period in force are listed with their rows, those on a default are at least listed. */
    private void countUnresolved(Step step, StepCount count) {
        totals.of(step.entity(), step.tenant()).forEach((tenant, rows) -> {
            long started = Math.max(0, rows - count.kept(tenant, KeepReason.NOT_STARTED));
            switch (sourceOf(step, tenant)) {
                case NO_RULE, OUT_OF_BOUNDS -> count.keep(tenant, KeepReason.UNRESOLVED, started);
                default -> count.due(tenant, 0);
            }
        });
    }

    private static boolean isByPeriod(Step step) {
        return step.cause() == SweepPlan.Cause.PERIOD || step.cause() == SweepPlan.Cause.EVENT;
    }

    private boolean isTenantsToSay(EntityRules.Bound rule) {
        return rule.versions().stream()
                .anyMatch(version -> version.tenantChoice().isPresent()
                        || version.isAgreedInContract()
                        || policy.category(version.category()).role() == Role.PROCESSOR);
    }

    private Reckoning.Source sourceOf(Step step, String tenant) {
        return !isByPeriod(step)
                ? Reckoning.Source.POLICY
                : step.rule().versions().stream()
                        .filter(RetentionRule::isCeiling)
                        .map(version -> terms.of(version, tenant).source())
                        .max(WORST_LAST)
                        .orElse(Reckoning.Source.POLICY);
    }

    private <T> T own(Supplier<T> read) {
        return ports.work().runNew(read);
    }
}
