package dev.sojourn.retention;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The runs there were: enters a plan, checks that one is still what was entered, starts and ends it, each with its proof. */
final class RunBook {

    private static final int RUNS_KEPT = 30;

    /** Beyond what two nodes' clocks may differ by. */
    private static final Duration PLANS_KEPT = Duration.ofHours(1);

    private final Policy policy;
    private final RetentionPorts ports;
    private final Ledger ledger;
    private final SweepOptions options;

    RunBook(Policy policy, RetentionPorts ports, Ledger ledger, SweepOptions options) {
        this.policy = policy;
        this.ports = ports;
        this.ledger = ledger;
        this.options = options;
    }

    /** Notes which runs were abandoned and drops the plans nobody can sweep any more. */
    void tidy(Instant at) {
        forgetPlans(at);
        new Abandonment(ports, ledger).note(at);
    }

    void forgetPlans(Instant at) {
        own(() -> ports.runs().forget(at.minus(PLANS_KEPT)));
    }

    /** Enters what is being counted, with the lines its rows are counted by. */
    void enter(String id, Instant at, Instant expiresAt, List<Cutoffs> cutoffs) {
        Run run = new Run(id, "", policy.version(), policy.digest(), at, expiresAt, Run.State.PREVIEWING);
        own(() -> ports.runs().add(run, cutoffs));
    }

    /** Seals a plan that was counted to its end. */
    SweepPlan seal(SweepPlan draft) {
        SweepPlan plan = sealed(draft);
        own(() -> ports.runs().seal(plan.id(), plan.digest()));
        return plan;
    }

    /** Which rules of these nobody has confirmed yet. */
    Set<String> unconfirmed(List<Step> steps) {
        Set<String> rules = new TreeSet<>();
        steps.forEach(step -> rules.add(step.rule().id()));
        rules.removeAll(ports.work().runNew(() -> ports.sweeps().confirmed().keySet()));
        return rules;
    }

    /**
     * Refuses a plan that is not what was previewed here, or is so no longer.
     *
     * @throws IllegalStateException naming what is wrong with it
     */
    void check(SweepPlan plan, Instant now) {
        if (!plan.policyVersion().equals(policy.version())
                || !plan.policyDigest().equals(policy.digest())) {
            throw new IllegalStateException("the plan was made under policy version '" + plan.policyVersion()
                    + "', and version '" + policy.version()
                    + (plan.policyVersion().equals(policy.version()) ? "' with another content" : "'")
                    + " is in force: preview again");
        }
        Run run = ports.work()
                .runNew(() -> ports.runs().find(plan.id()))
                .orElseThrow(() -> new IllegalStateException(
                        "run '" + plan.id() + "' is unknown here: sweep the plan where it was previewed"));
        if (!PlanDigest.of(plan).equals(plan.digest()) || !run.digest().equals(plan.digest())) {
            throw new IllegalStateException("the plan of run '" + plan.id()
                    + "' is not what was previewed: sweep it unaltered, or preview again");
        }
        if (!now.isBefore(run.expiresAt())) {
            throw new IllegalStateException(
                    "the plan of run '" + plan.id() + "' expired at " + run.expiresAt() + ": preview again");
        }
    }

    /** False when the plan was swept to its end before; a run that broke off is taken up again. */
    boolean start(SweepPlan plan, Actor actor, boolean confirmed) {
        return ports.work().runNew(() -> {
            Run.State state = ports.runs().lock(plan.id()).orElse(Run.State.ENDED);
            if (state == Run.State.ENDED || state == Run.State.ABANDONED) {
                return false;
            }
            ports.runs().move(plan.id(), Run.State.RUNNING);
            if (confirmed) {
                confirm(plan);
            }
            ledger.append(
                    ChainId.run(plan.id()),
                    EntryKind.RUN_STARTED,
                    actor,
                    "",
                    Map.of(
                            "plan", plan.digest(),
                            "policy.version", policy.version(),
                            "policy.digest", policy.digest(),
                            "judged.at", plan.at().toString(),
                            "planned", Long.toString(plan.due())));
            return true;
        });
    }

    /** Starts a run of its own for what somebody approved in a plan. */
    void start(String id, Approval approval, SweepPlan.Step planned) {
        own(() -> begin(id, approval, planned));
    }

    private void begin(String id, Approval approval, SweepPlan.Step planned) {
        SweepPlan plan = approval.plan();
        ports.runs()
                .add(
                        new Run(
                                id,
                                "",
                                policy.version(),
                                policy.digest(),
                                plan.at(),
                                plan.expiresAt(),
                                Run.State.PREVIEWING),
                        approval.cutoffs());
        ports.runs().move(id, Run.State.RUNNING);
        Map<String, String> facts = new TreeMap<>();
        facts.put("plan", plan.digest());
        facts.put("approves", plan.id());
        facts.put("entity", planned.entity());
        facts.put("rule", planned.rule());
        facts.put("policy.version", policy.version());
        facts.put("policy.digest", policy.digest());
        facts.put("judged.at", plan.at().toString());
        facts.put("planned", Long.toString(planned.due()));
        ledger.append(ChainId.run(id), EntryKind.RUN_STARTED, approval.actor(), "", facts);
    }

    private void confirm(SweepPlan plan) {
        Instant now = ledger.now();
        ports.sweeps()
                .add(plan.unconfirmed().stream()
                        .map(rule -> new SweepCount(plan.id(), "", rule, "", 0, true, now))
                        .toList());
    }

    /** Ends a run, or lays it aside where it stopped and can be gone on with. */
    void end(SweepReport report, List<SweepCount> counts, boolean resumable) {
        own(() -> {
            ports.runs().lock(report.run());
            long failed =
                    report.steps().stream().mapToLong(SweepReport.Step::failed).sum();
            Map<String, String> facts = new TreeMap<>();
            facts.put("disposed", Long.toString(report.gone()));
            facts.put("failed", Long.toString(failed));
            report.stopped().ifPresent(why -> facts.put("why", why.name()));
            ports.sweeps().add(counts);
            forget(counts);
            if (report.stopped().isEmpty() || !resumable) {
                ports.runs().move(report.run(), Run.State.ENDED);
            }
            EntryKind kind = report.stopped().isEmpty() ? EntryKind.RUN_ENDED : EntryKind.RUN_STOPPED;
            ledger.append(ChainId.run(report.run()), kind, facts, Map.of());
        });
    }

    /** So that what sweeps took is not remembered for ever: as many runs as the guard looks back on, and no fewer than a month's. */
    private void forget(List<SweepCount> counts) {
        int kept = Math.max(RUNS_KEPT, options.guard().runs());
        Map<String, Set<String>> rules = new TreeMap<>();
        counts.forEach(count ->
                rules.computeIfAbsent(count.entity(), name -> new TreeSet<>()).add(count.rule()));
        rules.forEach((entity, ids) -> ids.forEach(rule -> ports.sweeps().forget(entity, rule, kept)));
    }

    private static SweepPlan sealed(SweepPlan draft) {
        return new SweepPlan(
                draft.id(),
                draft.at(),
                draft.expiresAt(),
                draft.policyVersion(),
                draft.policyDigest(),
                draft.steps(),
                draft.unconfirmed(),
                PlanDigest.of(draft));
    }

    private void own(Runnable act) {
        ports.work().runNew(() -> {
            act.run();
            return true;
        });
    }
}
