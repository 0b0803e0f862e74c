package dev.sojourn.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explains one row, and each of its attributes that has a life of its own; reads within the caller's unit. */
final class Explainer {

    private final Rulebook rulebook;
    private final Resolution resolution;
    private final Sources sources;
    private final Instant at;

    Explainer(RetentionPorts ports, Rulebook rulebook, Resolution resolution, Instant at) {
        this.rulebook = rulebook;
        this.resolution = resolution;
        this.sources = new Sources(ports, rulebook, resolution);
        this.at = at;
    }

    /** Empty when there is no such row. */
    Optional<Explanation> explain(EntityRules entity, Object id) {
        return read(entity, Selection.everything(), id).map(row -> {
            Explanation own = explained(entity, row, decisive(entity, row));
            List<Explanation> parts = new ArrayList<>();
            for (EntityRules part : rulebook.parts(entity)) {
                if (!part.description().bindings().isEmpty()) {
                    parts.add(part(part, id));
                }
            }
            return new Explanation(
                    own.entity(),
                    own.at(),
                    own.due(),
                    own.reason(),
                    own.decidedBy(),
                    own.dueSince(),
                    own.lastDayKept(),
                    own.reckonings(),
                    parts);
        });
    }

    /** An attribute with nothing left to redact is not selected by its store any more. */
    private Explanation part(EntityRules part, Object id) {
        return read(part, Selection.everything(), id)
                .map(row -> explained(part, row, judge(row, Finality.LEAVES_ROW)))
                .orElseGet(() -> new Explanation(
                        part.name(),
                        at,
                        false,
                        Optional.of(KeepReason.DONE),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of()));
    }

    /** What comes next: something left to redact, else the row's own end, else an end that somebody approves. */
    private Judgement decisive(EntityRules entity, DataRow row) {
        List<Judgement> judged = new ArrayList<>();
        boolean done = false;
        for (Finality finality : Finality.values()) {
            if (entity.rules().stream()
                    .anyMatch(rule ->
                            rule.isCeiling() && Finality.of(rule.latest().disposition()) == finality)) {
                Judgement judgement = judge(row, finality);
                if (judgement.isDue() && isDone(entity, row, judgement)) {
                    done = true;
                } else if (judgement.isDue()) {
                    return finality == Finality.ON_APPROVAL ? awaiting(judgement) : judgement;
                } else {
                    judged.add(judgement);
                }
            }
        }
        if (!judged.isEmpty()) {
            return judged.get(0);
        }
        Judgement plain = judge(row, done ? Finality.LEAVES_ROW : Finality.TAKES_ROW);
        return done
                ? new Judgement(
                        Optional.of(KeepReason.DONE),
                        plain.decidedBy(),
                        Optional.empty(),
                        plain.lastDayKept(),
                        Optional.empty(),
                        plain.rules())
                : plain;
    }

    private static Judgement awaiting(Judgement due) {
        return new Judgement(
                Optional.of(KeepReason.AWAITING_REVIEW),
                due.decidedBy(),
                due.dueSince(),
                due.lastDayKept(),
                Optional.empty(),
                due.rules());
    }

    private boolean isDone(EntityRules entity, DataRow row, Judgement judgement) {
        return judgement
                .disposition()
                .filter(disposition -> disposition.keepsRow()
                        && read(
                                        entity,
                                        Selection.everything().pending(disposition),
                                        row.key().id())
                                .isEmpty())
                .isPresent();
    }

    private Judgement judge(DataRow row, Finality finality) {
        resolution.meet(List.of(row));
        return resolution.judge(row, sources.circumstances(List.of(row)), finality, true);
    }

    private static Optional<DataRow> read(EntityRules entity, Selection selection, Object id) {
        return entity.store().read(selection, List.of(new RowKey(entity.name(), id)), false).stream()
                .findFirst();
    }

    private Explanation explained(EntityRules entity, DataRow row, Judgement judgement) {
        return new Explanation(
                entity.name(),
                at,
                judgement.isDue(),
                judgement.reason(),
                judgement.decidedBy(),
                judgement.dueSince(),
                judgement.lastDayKept(),
                judgement.rules().stream().map(Judgement.Counted::line).toList(),
                List.of());
    }
}
