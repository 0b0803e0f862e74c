package dev.sojourn.retention;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.time.RetentionCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a forecast with the steps a run would have at the far end of it. Where rows of a step differ in nothing but their
 * trigger the store counts them between the lines of the days; elsewhere they are read and judged, and the day on which each
 * is due first is counted.
 */
final class Forecasting {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** No event lies behind it. */
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    /** A row with its judgement, and with one that also looks for ended bases where a period is over. */
    private record Judged(Finality finality, DataRow row, Judgement plain, Judgement whole) {}

    private final RetentionPorts ports;
    private final TenantTerms terms;
    private final Rulebook rulebook;
    private final Rulings rulings;
    private final Resolution resolution;
    private final List<Step> steps;
    private final Protection protection;
    private final Instant at;
    private final int days;
    private final int pageSize;
    private final DayCount count;
    private final Map<String, String> failures = new TreeMap<>();

    Forecasting(
            RetentionPorts ports,
            TenantTerms terms,
            Rulebook rulebook,
            Rulings rulings,
            Resolution resolution,
            List<Step> steps,
            Protection protection,
            Instant at,
            int days,
            int pageSize) {
        this.ports = ports;
        this.terms = terms;
        this.rulebook = rulebook;
        this.rulings = rulings;
        this.resolution = resolution;
        this.steps = steps;
        this.protection = protection;
        this.at = at;
        this.days = days;
        this.pageSize = pageSize;
        this.count = new DayCount(terms, at, days);
    }

    Forecast forecast() {
        for (Step step : steps) {
            String entity = step.rows();
            try {
                if (!failures.containsKey(entity)) {
                    step.within(() -> {
                        forecast(step);
                        return entity;
                    });
                }
            } catch (RuntimeException e) {
                String what = Failures.inWords(e);
                LOG.warn("forecast: {} could not be counted: {}", entity, what);
                failures.put(entity, what);
            }
        }
        List<Forecast.Line> lines = count.lines().stream()
                .filter(line -> !failures.containsKey(line.entity())
                        && !failures.containsKey(Step.nameOf(line.entity(), Optional.of(line.tenant()))))
                .toList();
        return new Forecast(at, days, lines, failures);
    }

    private void forecast(Step step) {
        Protection.Scrutiny scrutiny = protection.over(step);
        if (step.entity().store() instanceof CountsByLine counting
                && scrutiny != Protection.Scrutiny.EVERY_ROW
                && isByTriggerAlone(step)) {
            step.selection().due().forEach(arm -> byLine(step, arm, counting));
            Set<RowKey> seen = new HashSet<>();
            recount(step, protection.subjects(), seen);
            steps.stream()
                    .filter(other -> other.isOverRowsOf(step) && other != step)
                    .forEach(ended -> rulings.scopes(
                            ended,
                            selection -> recount(step, selection.subjects().orElse(List.of()), seen)));
        } else {
            rulings.scopes(step, selection -> eachPage(step, selection, this::judged));
        }
        notStarted(step);
    }

    /** One ceiling by period, no floor, no event, and the same lines for every tenant. */
    private boolean isByTriggerAlone(Step step) {
        return step.cause() == SweepPlan.Cause.PERIOD
                && step.selection().passed().isEmpty()
                && steps.stream()
                        .filter(other -> other.isOverRowsOf(step) && other != step)
                        .allMatch(other -> other.cause() == SweepPlan.Cause.BASIS_ENDED)
                && step.selection().due().stream()
                        .allMatch(arm -> arm.cutoffs().byTenant().isEmpty()
                                && arm.cutoffs().others().isPresent()
                                && versionOf(step, arm).isPresent());
    }

    private void byLine(Step step, Arm arm, CountsByLine counting) {
        RetentionRule version = versionOf(step, arm).orElseThrow();
        RetentionCalendar calendar = terms.calendar("");
        LocalDate today = calendar.dayOf(at);
        List<Cutoff> lines = IntStream.rangeClosed(0, days)
                .mapToObj(day -> terms.line(version, arm.whileNull().isPresent(), today.plusDays(day)))
                .toList();
        Selection selection = new Selection(
                step.selection().run(),
                List.of(arm),
                List.of(),
                List.of(),
                Optional.empty(),
                step.selection().pending());
        own(() -> counting.tally(selection, arm.attribute(), lines)).forEach((tenant, counts) -> {
            count.overdue(step.entity().name(), step.rule().id(), tenant, counts.get(0));
            for (int day = 1; day <= days; day++) {
                if (counts.get(day) > 0) {
                    count.due(step.entity().name(), step.rule().id(), tenant, today.plusDays(day), counts.get(day));
                }
            }
        });
    }

    /** The version whose own lines, or those of its fallback, the arm has; only where lines differ in nothing else. */
    private static Optional<RetentionRule> versionOf(Step step, Arm arm) {
        return step.rule().versions().stream()
                .filter(RetentionRule::isCeiling)
                .filter(version -> version.recordsFrom().equals(arm.recordsFrom()))
                .findFirst();
    }

    /** Rows of these subjects were counted by their trigger alone: they are taken out, and judged as a sweep would. */
    private void recount(Step step, List<DataSubject> subjects, Set<RowKey> seen) {
        for (int from = 0; from < subjects.size(); from += Circumstances.SUBJECTS) {
            List<DataSubject> some = subjects.subList(from, Math.min(from + Circumstances.SUBJECTS, subjects.size()));
            eachPage(step, step.selection().among(some), judged -> {
                if (seen.add(judged.row().key())) {
                    judged.plain().rules().stream()
                            .filter(rule ->
                                    rule.version().id().equals(step.rule().id()))
                            .flatMap(rule -> rule.dueFrom().stream())
                            .findFirst()
                            .ifPresent(due -> count.add(
                                    step.entity().name(),
                                    step.rule().id(),
                                    judged.row().tenant(),
                                    due,
                                    -1));
                    judged(judged);
                }
            });
        }
    }

    private void judged(Judged judged) {
        if (judged.whole().isDue()) {
            Instant due = judged.whole().dueSince().orElseThrow();
            Instant first = due.isAfter(at) ? due : at;
            String entity = judged.row().key().entity();
            Stream.of(judged.plain(), judged.whole())
                    .flatMap(judgement -> judgement.rules().stream())
                    .filter(rule -> rule.isCeiling()
                            && Finality.of(rule.version().disposition()) == judged.finality()
                            && rule.dueFrom()
                                    .filter(from -> !from.isAfter(first))
                                    .isPresent())
                    .min(Comparator.comparing(rule -> positionOf(entity, rule)))
                    .ifPresent(rule ->
                            count.add(entity, rule.version().id(), judged.row().tenant(), due, 1));
        }
    }

    /** Where the step of a rule and what ends it stands among those of an entity. */
    private int positionOf(String entity, Judgement.Counted rule) {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).entity().name().equals(entity)
                        && steps.get(i).rule().id().equals(rule.version().id())
                        && isBy(steps.get(i).cause(), rule.line().state()))
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    private static boolean isBy(SweepPlan.Cause cause, Reckoning.State state) {
        return switch (cause) {
            case BASIS_ENDED -> state == Reckoning.State.BASIS_ENDED;
            case SOURCE_DISPOSED -> state == Reckoning.State.SOURCE_DUE;
            case PERIOD, EVENT -> state != Reckoning.State.BASIS_ENDED && state != Reckoning.State.SOURCE_DUE;
        };
    }

    private void eachPage(Step step, Selection selection, Consumer<Judged> visit) {
        PersonalDataStore store = step.entity().store();
        Optional<RowKey> after = Optional.empty();
        while (true) {
            Optional<RowKey> last = after;
            List<RowKey> keys = own(() -> store.candidates(selection, last, pageSize));
            if (keys.isEmpty()) {
                return;
            }
            own(() -> {
                List<DataRow> rows = rulings.judge(step, store.read(selection, keys, false)).stream()
                        .map(Rulings.Ruling::row)
                        .toList();
                Circumstances now = rulings.circumstances(rows);
                rows.forEach(row -> visit.accept(new Judged(
                        step.finality(),
                        row,
                        resolution.judge(row, now, step.finality(), false),
                        resolution.judge(row, now, step.finality(), true))));
                return rows;
            });
            after = Optional.of(keys.get(keys.size() - 1));
        }
    }

    private void notStarted(Step step) {
        String entity = step.entity().name();
        PersonalDataStore store = step.entity().store();
        if (step.cause() == SweepPlan.Cause.PERIOD && step.rule().attribute().isPresent()) {
            own(() -> store.tally(step.selection()))
                    .forEach(tally -> count.notStarted(entity, step.rule().id(), tally.tenant(), tally.notStarted()));
        } else if (step.cause() == SweepPlan.Cause.EVENT) {
            Map<String, Long> waiting = new HashMap<>();
            own(() -> new ArrayList<>(store.tally(Selection.everything())))
                    .forEach(tally -> waiting.put(tally.tenant(), tally.due()));
            rulings.happenedBefore(
                    step.rule().hostEvent().orElseThrow(),
                    FAR,
                    subjects -> own(() -> store.tally(Selection.of(subjects)))
                            .forEach(tally -> waiting.merge(tally.tenant(), -tally.due(), Long::sum)));
            waiting.forEach(
                    (tenant, rows) -> count.notStarted(entity, step.rule().id(), tenant, Math.max(0, rows)));
        }
    }

    private <T> T own(Supplier<T> read) {
        return ports.work().runNew(read);
    }
}
