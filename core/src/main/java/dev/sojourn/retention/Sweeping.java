package dev.sojourn.retention;

import dev.sojourn.ledger.Ledger;
import dev.sojourn.policy.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Carries plans out: all their steps, or one that somebody approved; and shows what still awaits approval. */
final class Sweeping {

    private final Judging judging;
    private final RetentionPorts ports;
    private final Ledger ledger;
    private final SweepOptions options;
    private final RunBook book;
    private final Disposing disposing;
    private final List<Consumer<SweepReport>> listeners;

    Sweeping(
            Judging judging,
            RetentionPorts ports,
            Ledger ledger,
            SweepOptions options,
            RunBook book,
            HostDisposals disposals,
            List<Consumer<SweepReport>> listeners) {
        this.judging = judging;
        this.ports = ports;
        this.ledger = ledger;
        this.options = options;
        this.book = book;
        this.disposing = new Disposing(disposals);
        this.listeners = List.copyOf(listeners);
    }

    SweepReport sweep(
            SweepPlan plan,
            Actor actor,
            SweepPace pace,
            SweepHandle handle,
            List<Withheld> withheld,
            boolean confirmed) {
        Objects.requireNonNull(actor, "actor");
        Pacing pacing =
                new Pacing(pace, handle, options.pauses(), judging.policy().zone(), ledger::now);
        Instant startedAt = ledger.now();
        book.check(plan, startedAt);
        if (!book.start(plan, actor, confirmed)) {
            return new SweepReport(plan.id(), startedAt, startedAt, true, Optional.empty(), List.of(), untouched(plan));
        }
        TenantTerms terms = judging.terms();
        List<Step> steps = plan.steps().stream()
                .map(step -> Step.of(step, judging.rulebook()))
                .toList();
        SweepRun run = new SweepRun(
                ports,
                new RunRecord(ledger, plan.id()),
                options,
                judging.rulings(terms, plan.at(), steps),
                pacing,
                new Withholding(withheld),
                disposing,
                plan.id());
        List<SweepReport.Step> reports = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            reports.add(run.sweep(steps.get(i), plan.steps().get(i)));
        }
        SweepReport report =
                new SweepReport(plan.id(), startedAt, ledger.now(), false, pacing.stop(), withheld, reports);
        book.end(report, run.counts(), confirmed);
        tell(report);
        return report;
    }

    SweepReport approve(Approval approval) {
        Instant startedAt = ledger.now();
        SweepPlan plan = approval.plan();
        book.check(plan, startedAt);
        String id = UUID.randomUUID().toString();
        SweepPlan.Step planned = approval.under(id);
        Step step = Step.of(planned, judging.rulebook());
        TenantTerms terms = judging.terms();
        List<Step> steps = new ArrayList<>();
        plan.steps()
                .forEach(other -> steps.add(other.equals(approval.step()) ? step : Step.of(other, judging.rulebook())));
        book.start(id, approval, planned);
        Pacing pacing = new Pacing(
                options.pace(),
                new SweepHandle(),
                options.pauses(),
                judging.policy().zone(),
                ledger::now);
        SweepRun run = new SweepRun(
                ports,
                new RunRecord(ledger, id),
                options,
                judging.rulings(terms, plan.at(), steps),
                pacing,
                new Withholding(List.of()),
                disposing,
                id);
        List<SweepReport.Step> done = List.of(run.approved(step, planned, approval.rows()));
        SweepReport report = new SweepReport(id, startedAt, ledger.now(), false, pacing.stop(), List.of(), done);
        book.end(report, run.counts(), false);
        tell(report);
        return report;
    }

    void awaitingReview(SweepPlan plan, Consumer<AwaitingReview> visit) {
        book.check(plan, ledger.now());
        TenantTerms terms = judging.terms();
        List<Step> steps = plan.steps().stream()
                .map(step -> Step.of(step, judging.rulebook()))
                .toList();
        Rulings rulings = judging.rulings(terms, plan.at(), steps);
        steps.stream()
                .filter(step -> step.finality() == Finality.ON_APPROVAL)
                .forEach(step -> step.within(() -> {
                    rulings.eachPage(step, options.pageSize(), ruling -> show(step, ruling, visit));
                    return step;
                }));
    }

    private static void show(Step step, Rulings.Ruling ruling, Consumer<AwaitingReview> visit) {
        if (ruling.judgement().isDue()) {
            visit.accept(new AwaitingReview(
                    step.entity().name(),
                    step.rule().id(),
                    step.cause(),
                    ruling.row().key(),
                    step.tenant().orElse(ruling.row().tenant()),
                    ruling.judgement().lastDayKept()));
        }
    }

    private void tell(SweepReport report) {
        listeners.forEach(listener -> ports.work().afterCompletion(whatever -> listener.accept(report)));
    }

    private static List<SweepReport.Step> untouched(SweepPlan plan) {
        return plan.steps().stream()
                .map(step -> new StepTally(step, plan.at()).report())
                .toList();
    }
}
