package dev.sojourn.retention;

import dev.sojourn.policy.Actor;
import dev.sojourn.policy.Disposition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Somebody's word that rows awaiting review may go: one step of a plan, as a run of its own with the plan's cutoffs.
 *
 * @param plan what was looked at
 * @param step the step, its rows due
 * @param rows which of them alone; empty for all
 * @param actor whose word it is
 */
record Approval(SweepPlan plan, SweepPlan.Step step, Optional<List<RowKey>> rows, Actor actor) {

    static Approval of(SweepPlan plan, SweepPlan.Step step, Optional<Collection<RowKey>> rows, Actor actor) {
        if (!plan.steps().contains(step)) {
            throw new IllegalArgumentException("the plan of run '" + plan.id() + "' has no such step over '"
                    + step.entity() + "': approve one of its own steps");
        }
        if (step.disposition() != Disposition.REVIEW) {
            throw new IllegalArgumentException("rule '" + step.rule() + "' ends in " + step.disposition()
                    + ", which nobody need approve: sweep the plan");
        }
        if (actor.kind() == Actor.Kind.JOB || actor.name().isBlank()) {
            throw new IllegalArgumentException(
                    "rows are approved by somebody with a name: Actor.employee(\"…\") or Actor.tenant(\"…\")");
        }
        rows.ifPresent(keys -> keys.forEach(key -> {
            if (!key.entity().equals(step.entity())) {
                throw new IllegalArgumentException(
                        "a row of '" + key.entity() + "' was named where rows of '" + step.entity() + "' are approved");
            }
        }));
        return new Approval(
                plan, step, rows.map(keys -> keys.stream().distinct().toList()), actor);
    }

    /** The step under a run's id; the rows that may go are due. */
    SweepPlan.Step under(String run) {
        Selection seen = step.selection();
        Selection selection =
                new Selection(run, seen.due(), seen.passed(), seen.notDue(), seen.subjects(), seen.pending());
        List<SweepPlan.Line> lines = rows.isPresent()
                ? List.of(new SweepPlan.Line(
                        "", Reckoning.Source.POLICY, rows.get().size(), Optional.empty(), Map.of(), Map.of()))
                : step.lines().stream().map(Approval::due).toList();
        return with(step, lines, selection);
    }

    /** The tenants' cutoffs the step compares with; a plan that was swept has lost its own. */
    List<Cutoffs> cutoffs() {
        Map<String, Cutoffs> found = new LinkedHashMap<>();
        Stream.of(
                        step.selection().due().stream(),
                        step.selection().passed().stream().flatMap(List::stream),
                        step.selection().notDue().stream())
                .flatMap(UnaryOperator.identity())
                .map(Arm::cutoffs)
                .filter(lines -> !lines.byTenant().isEmpty())
                .forEach(lines -> found.put(lines.name(), lines));
        return List.copyOf(found.values());
    }

    /** What would go awaits review instead. */
    static SweepPlan.Step awaiting(SweepPlan.Step counted) {
        return with(
                counted,
                counted.lines().stream()
                        .map(line -> line(line, 0, KeepReason.AWAITING_REVIEW, line.due()))
                        .toList(),
                counted.selection());
    }

    private static SweepPlan.Line due(SweepPlan.Line line) {
        return line(line, line.kept(KeepReason.AWAITING_REVIEW), KeepReason.AWAITING_REVIEW, 0);
    }

    private static SweepPlan.Line line(SweepPlan.Line line, long due, KeepReason reason, long kept) {
        Map<KeepReason, Long> all = new TreeMap<>(line.kept());
        all.remove(reason);
        if (kept > 0) {
            all.put(reason, kept);
        }
        return new SweepPlan.Line(line.tenant(), line.source(), due, line.oldest(), all, line.childKept());
    }

    private static SweepPlan.Step with(SweepPlan.Step step, List<SweepPlan.Line> lines, Selection selection) {
        return new SweepPlan.Step(
                step.entity(),
                step.rule(),
                step.cause(),
                step.disposition(),
                lines,
                step.reviewDueSince(),
                selection,
                step.event(),
                step.failure(),
                step.tenant());
    }
}
