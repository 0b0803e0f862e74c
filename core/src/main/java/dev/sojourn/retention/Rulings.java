package dev.sojourn.retention;

import dev.sojourn.consent.ActKind;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.RetentionRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Walks what a step selects and judges it; the preview and the run use the same walk and the same judgement. */
final class Rulings {

    /** So many that a store can ask for them by keys of several parts. */
    private static final int SOURCES = 100;

    /** A row that is past the step's rule, and what becomes of it. */
    record Ruling(DataRow row, Judgement judgement, Optional<Anchor> trigger) {}

    private final RetentionPorts ports;
    private final Rulebook rulebook;
    private final Resolution resolution;
    private final EndedBases bases;
    private final List<Step> steps;
    private final Sources sources;

    Rulings(RetentionPorts ports, Rulebook rulebook, Resolution resolution, EndedBases bases, List<Step> steps) {
        this.ports = ports;
        this.rulebook = rulebook;
        this.resolution = resolution;
        this.bases = bases;
        this.steps = steps;
        this.sources = new Sources(ports, rulebook, resolution);
    }

    /** Visits the step's selection, subject by subject where subjects are what makes rows due. */
    void scopes(Step step, Consumer<Selection> visit) {
        scopes(step, new Withholding(List.of()), visit, (reason, selection) -> {});
    }

    /**
     * Visits the step's selection as far as nothing is withheld.
     *
     * @param left takes a selection of rows that stay because those they were derived from are withheld, and why those are
     */
    void scopes(Step step, Withholding withholding, Consumer<Selection> visit, BiConsumer<KeepReason, Selection> left) {
        switch (step.cause()) {
            case PERIOD -> visit.accept(step.selection());
            case EVENT ->
                lastLine(step)
                        .ifPresent(before -> happenedBefore(
                                step.rule().hostEvent().orElseThrow(),
                                before,
                                subjects -> visit.accept(step.selection().among(subjects))));
            case BASIS_ENDED -> ended(step, visit);
            case SOURCE_DISPOSED ->
                steps.stream()
                        .filter(other -> other.finality() == Finality.TAKES_ROW)
                        .filter(other ->
                                other.tenant().isEmpty() || other.tenant().equals(step.tenant()))
                        .filter(other -> step.entity()
                                .description()
                                .sources()
                                .contains(other.entity().name()))
                        .forEach(source -> scopes(
                                source,
                                withholding,
                                selection -> eachDue(
                                        source,
                                        selection,
                                        withholding,
                                        (reason, rows) -> reason.ifPresentOrElse(
                                                why -> left.accept(
                                                        why, step.selection().from(rows)),
                                                () -> visit.accept(
                                                        step.selection().from(rows)))),
                                (why, selection) -> eachDue(
                                        source,
                                        selection,
                                        new Withholding(List.of()),
                                        (reason, rows) -> left.accept(
                                                why, step.selection().from(rows)))));
        }
    }

    /** Visits everything a step selects, judged, page by page without locks. */
    void eachPage(Step step, int size, Consumer<Ruling> visit) {
        PersonalDataStore store = step.entity().store();
        scopes(step, selection -> {
            Optional<RowKey> after = Optional.empty();
            while (true) {
                Optional<RowKey> last = after;
                List<RowKey> keys = own(() -> store.candidates(selection, last, size));
                if (keys.isEmpty()) {
                    return;
                }
                own(() -> judge(step, store.read(selection, keys, false))).forEach(visit);
                after = Optional.of(keys.get(keys.size() - 1));
            }
        });
    }

    /** How many rows of a selection a step would take. */
    long due(Step step, Selection selection) {
        AtomicLong due = new AtomicLong();
        eachDue(step, selection, new Withholding(List.of()), (reason, rows) -> due.addAndGet(rows.size()));
        return due.get();
    }

    private void eachDue(
            Step step,
            Selection selection,
            Withholding withholding,
            BiConsumer<Optional<KeepReason>, List<RowKey>> visit) {
        PersonalDataStore store = step.entity().store();
        Optional<RowKey> after = Optional.empty();
        while (true) {
            Optional<RowKey> last = after;
            List<RowKey> keys = own(() -> store.candidates(selection, last, Circumstances.SUBJECTS));
            if (keys.isEmpty()) {
                return;
            }
            Map<Optional<KeepReason>, List<RowKey>> due =
                    own(() -> judge(step, store.read(selection, keys, false)).stream()
                            .filter(ruling -> ruling.judgement().isDue())
                            .map(Ruling::row)
                            .collect(Collectors.groupingBy(
                                    row -> withholding.reason(
                                            step.entity().name(), step.rule().id(), row.tenant()),
                                    Collectors.mapping(DataRow::key, Collectors.toList()))));
            due.forEach((reason, rows) -> {
                for (int from = 0; from < rows.size(); from += SOURCES) {
                    visit.accept(reason, rows.subList(from, Math.min(from + SOURCES, rows.size())));
                }
            });
            after = Optional.of(keys.get(keys.size() - 1));
        }
    }

    /** Everything that lives outside some rows, and when the rows go that they were derived from. */
    Circumstances circumstances(List<DataRow> rows) {
        return sources.circumstances(rows);
    }

    /** Visits every subject to whom an event happened before an instant. */
    void happenedBefore(String event, Instant before, Consumer<List<DataSubject>> visit) {
        Optional<DataSubject> after = Optional.empty();
        while (true) {
            Optional<DataSubject> last = after;
            List<DataSubject> page = own(() -> ports.events().before(event, before, last, Circumstances.SUBJECTS));
            if (page.isEmpty()) {
                return;
            }
            visit.accept(page);
            after = Optional.of(page.get(page.size() - 1));
        }
    }

    /** Judges rows as read; leaves out those that are not past the step's rule, or belong to an earlier step. */
    List<Ruling> judge(Step step, List<DataRow> rows) {
        resolution.meet(rows, step.rule());
        Circumstances now = step.cause() == SweepPlan.Cause.SOURCE_DISPOSED
                ? circumstances(rows)
                : Circumstances.of(rows, ports, rulebook::entity);
        List<Ruling> rulings = new ArrayList<>();
        for (DataRow row : rows) {
            if (step.selects(row, resolution, now) && !belongsEarlier(step, row, now)) {
                rulings.add(new Ruling(
                        row, resolution.judge(row, now, step.finality()), step.triggerOf(row, resolution, now)));
            }
        }
        return rulings;
    }

    private boolean belongsEarlier(Step step, DataRow row, Circumstances now) {
        return step.startsFromSubjects()
                && steps.stream()
                        .takeWhile(other -> other != step)
                        .filter(other -> other.excludes(step) && other.startsFromSubjects())
                        .anyMatch(other -> other.selects(row, resolution, now));
    }

    private void ended(Step step, Consumer<Selection> visit) {
        Set<EndedBases.Source> seen = new LinkedHashSet<>();
        for (RetentionRule version : step.rule().versions()) {
            if (bases.reaches(version)) {
                for (EndedBases.Source source : bases.sources(version)) {
                    if (!seen.contains(source)) {
                        endedBy(
                                source,
                                Set.copyOf(seen),
                                subjects -> visit.accept(step.selection().among(subjects)));
                        seen.add(source);
                    }
                }
            }
        }
    }

    /** A subject that an earlier source named is not visited again. */
    private void endedBy(EndedBases.Source source, Set<EndedBases.Source> earlier, Consumer<List<DataSubject>> visit) {
        Optional<DataSubject> after = Optional.empty();
        while (true) {
            Optional<DataSubject> last = after;
            Set<ActKind> kinds = source.kinds();
            List<DataSubject> page =
                    own(() -> ports.consents().standing(source.purpose(), kinds, last, Circumstances.SUBJECTS));
            if (page.isEmpty()) {
                return;
            }
            after = Optional.of(page.get(page.size() - 1));
            List<DataSubject> fresh = earlier.isEmpty()
                    ? page
                    : own(() -> page.stream()
                            .filter(subject -> {
                                var standing = ports.consents().standing(subject);
                                return earlier.stream().noneMatch(other -> other.holds(standing));
                            })
                            .toList());
            if (!fresh.isEmpty()) {
                visit.accept(fresh);
            }
        }
    }

    private static Optional<Instant> lastLine(Step step) {
        return step.event().stream()
                .map(Arm::cutoffs)
                .flatMap(lines -> Stream.concat(
                        lines.others().stream(),
                        lines.byTenant().values().stream().flatMap(Optional::stream)))
                .map(Cutoff::beforeInstant)
                .max(Instant::compareTo);
    }

    private <T> T own(Supplier<T> read) {
        return ports.work().runNew(read);
    }
}
