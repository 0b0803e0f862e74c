package dev.sojourn.retention;

import dev.sojourn.consent.LegalBases;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Disposes of personal data whose time is over, shows first what it would dispose of, and explains every row
 * (GDPR 5(1)(e), 5(2)).
 *
 * <p>Resolving a row, in order: a hold keeps; a restriction keeps; the latest floor keeps until its end; then the earliest
 * ceiling disposes, unless a row that goes with it must stay. End dates are compared, never lengths. What cannot be
 * resolved is kept and listed.
 *
 * <p>Thread-safe; any number of nodes may sweep at once. Previews and batches run in units of work of their own, whatever
 * unit the caller is in.
 */
public final class Retention {

    private static final Actor HOST = Actor.job("application");

    private static final int LONGEST_FORECAST = 3_653;

    private static final int RUNS_KEPT = 30;

    /** Beyond what two nodes' clocks may differ by. */
    private static final Duration PLANS_KEPT = Duration.ofHours(1);

    private final Policy policy;
    private final RetentionPorts ports;
    private final Ledger ledger;
    private final SweepOptions options;
    private final Rulebook rulebook;
    private final EndedBases bases;
    private final Disposing disposing;
    private final List<Consumer<SweepReport>> listeners;

    /**
     * Retention over the host's data, for which the host brought nothing of its own and which tells nobody.
     *
     * @param policy whose rules apply; {@link BindingCheck} has found no fault in how the data is bound to them
     * @param ports what it asks of the outside
     * @param ledger records runs and batches, and tells the time
     * @param options how sweeps run
     */
    public Retention(Policy policy, RetentionPorts ports, Ledger ledger, SweepOptions options) {
        this(policy, ports, ledger, options, HostDisposals.NONE, List.of());
    }

    /**
     * Retention over the host's data.
     *
     * @param policy whose rules apply; {@link BindingCheck} has found no fault in how the data is bound to them
     * @param ports what it asks of the outside
     * @param ledger records runs and batches, and tells the time
     * @param options how sweeps run
     * @param disposals archives and dispositions of the host's own; they have no faults
     * @param listeners hear of every sweep once it is over and recorded, on the sweeping thread
     */
    public Retention(
            Policy policy,
            RetentionPorts ports,
            Ledger ledger,
            SweepOptions options,
            HostDisposals disposals,
            List<Consumer<SweepReport>> listeners) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.ports = Objects.requireNonNull(ports, "ports");
        this.ledger = Objects.requireNonNull(ledger, "ledger");
        this.options = Objects.requireNonNull(options, "options");
        this.rulebook = new Rulebook(policy, ports.data());
        this.bases = new EndedBases(policy, new LegalBases(ports.settings()), ports.history());
        this.listeners = List.copyOf(listeners);
        this.disposing = new Disposing(disposals);
    }

    /**
     * Shows what a sweep would dispose of now, and what would stay and why. Nothing is disposed of; the plan is kept under
     * its digest, so that it can be swept until it expires.
     *
     * @return the plan; its counts are those of the run unless something changes in between
     * @throws StoreException when a store fails
     */
    public SweepPlan preview() {
        Instant at = ledger.now();
        String id = UUID.randomUUID().toString();
        own(() -> ports.runs().forget(at.minus(PLANS_KEPT)));
        new Abandonment(ports, ledger).note(at);
        TenantTerms terms = ports.work().runNew(() -> TenantTerms.read(policy, ports));
        Totals totals = new Totals(ports);
        terms.meetAll(rulebook, totals);
        StepCompiler compiler = new StepCompiler(policy, terms, bases, id, at);
        List<Step> steps = compiler.compile(rulebook);
        Instant expiresAt = at.plus(options.planValidFor());
        Run run = new Run(id, "", policy.version(), policy.digest(), at, expiresAt, Run.State.PREVIEWING);
        own(() -> ports.runs().add(run, compiler.stored()));
        Preview preview = new Preview(
                policy,
                ports,
                terms,
                rulings(terms, at, steps),
                Protection.read(ports, rulebook),
                ReviewDays.read(ledger, policy.zone(), at),
                totals,
                options.batchSize());
        List<SweepPlan.Step> counted = new ArrayList<>();
        steps.forEach(step -> counted.add(preview.count(step)));
        SweepPlan draft =
                new SweepPlan(id, at, expiresAt, policy.version(), policy.digest(), counted, unconfirmed(steps), "");
        SweepPlan plan = sealed(draft);
        own(() -> ports.runs().seal(id, plan.digest()));
        return plan;
    }

    /**
     * Sweeps a plan on behalf of the application.
     *
     * @param plan the plan, as previewed
     * @return what was done
     * @throws IllegalStateException as {@link #sweep(SweepPlan, Actor)} does
     * @throws StoreException when the run cannot be started or ended in the ledger
     */
    public SweepReport sweep(SweepPlan plan) {
        return sweep(plan, HOST);
    }

    /**
     * Disposes of what a plan names. Every row is judged again, locked, in the transaction that disposes of it: a hold
     * placed, a basis renewed or an activity since wins, and the report says so. Rows gone and the ledger's proof of it
     * commit together, batch by batch. A store that fails keeps the rows of its batch, is reported, and stops no other
     * rule. A plan swept to its end before disposes of nothing.
     *
     * @param plan the plan, as previewed
     * @param actor who confirmed it
     * @return what was done, as the stores counted it
     * @throws IllegalStateException when the plan was made under another policy, has expired, is unknown here, or was
     *     altered
     * @throws StoreException when the run cannot be started or ended in the ledger
     */
    public SweepReport sweep(SweepPlan plan, Actor actor) {
        return sweep(plan, actor, options.pace(), new SweepHandle());
    }

    /**
     * The same, held to a pace, and to be cancelled from another thread. A sweep that stops before its end leaves what it
     * had not come to, says so as NOT_REACHED, and can be gone on with by sweeping the same plan again while it is valid;
     * what went before is not counted twice, but told apart.
     *
     * @param plan the plan, as previewed
     * @param actor who confirmed it
     * @param pace how fast, at which hours and how long
     * @param handle cancels it
     * @return what was done, as the stores counted it
     * @throws IllegalStateException as {@link #sweep(SweepPlan, Actor)} does
     * @throws StoreException when the run cannot be started or ended in the ledger
     */
    public SweepReport sweep(SweepPlan plan, Actor actor, SweepPace pace, SweepHandle handle) {
        return sweep(plan, actor, pace, handle, List.of(), true);
    }

    /**
     * Previews and sweeps without anybody looking at the plan. It leaves, and lists, what needs somebody's word: everything
     * under a rule that nobody has confirmed (its backlog), and one tenant's rows under one rule where they are more than the
     * guard lets pass. To confirm them, look at {@link #preview()} and hand its plan to {@link #sweep(SweepPlan, Actor)}.
     *
     * @param job the job on whose behalf it runs
     * @return what was done and what was left
     * @throws StoreException when a store of Sojourn's own fails
     */
    public SweepReport sweepScheduled(Actor job) {
        return sweepScheduled(job, options.pace(), new SweepHandle());
    }

    /**
     * The same, held to a pace, and to be cancelled from another thread. What it had not come to the next one takes up.
     *
     * @param job the job on whose behalf it runs
     * @param pace how fast, at which hours and how long
     * @param handle cancels it
     * @return what was done and what was left
     * @throws StoreException when a store of Sojourn's own fails
     */
    public SweepReport sweepScheduled(Actor job, SweepPace pace, SweepHandle handle) {
        SweepPlan plan = preview();
        List<Withheld> withheld = new Guard(options.guard(), ports, rulebook).withheld(plan);
        return sweep(plan, job, pace, handle, withheld, false);
    }

    /**
     * Visits every row of a plan that awaits review, page by page and judged anew, in units of their own.
     *
     * @param plan the plan, as previewed
     * @param visit hears of each row
     * @throws IllegalStateException as {@link #sweep(SweepPlan, Actor)} does
     * @throws StoreException when a store fails
     */
    public void awaitingReview(SweepPlan plan, Consumer<AwaitingReview> visit) {
        check(plan, ledger.now());
        TenantTerms terms = ports.work().runNew(() -> TenantTerms.read(policy, ports));
        List<Step> steps =
                plan.steps().stream().map(step -> Step.of(step, rulebook)).toList();
        Rulings rulings = rulings(terms, plan.at(), steps);
        steps.stream()
                .filter(step -> step.finality() == Finality.ON_APPROVAL)
                .forEach(step -> step.within(() -> {
                    rulings.eachPage(step, options.batchSize(), ruling -> show(step, ruling, visit));
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

    /**
     * Disposes of everything in a step that awaits review, on somebody's word: the rows are deleted by a run of its own,
     * which the ledger records with the actor. Every row is judged again under its lock; what no longer is due, or is
     * held by now, stays and is reported. What was approved before is gone: to approve again disposes of nothing.
     *
     * @param plan the plan, as previewed
     * @param step one of its steps, with disposition REVIEW
     * @param actor whose word it is, by name; no job's
     * @return what was done, as the stores counted it
     * @throws IllegalArgumentException when the step is none of the plan's or awaits nothing, or the actor has no name
     * @throws IllegalStateException as {@link #sweep(SweepPlan, Actor)} does
     * @throws StoreException when the run cannot be started or ended in the ledger
     */
    public SweepReport approve(SweepPlan plan, SweepPlan.Step step, Actor actor) {
        return approve(Approval.of(plan, step, Optional.empty(), actor));
    }

    /**
     * The same for some rows alone; the others go on waiting.
     *
     * @param plan the plan, as previewed
     * @param step one of its steps, with disposition REVIEW
     * @param rows which rows, as {@link #awaitingReview} names them
     * @param actor whose word it is, by name; no job's
     * @return what was done, as the stores counted it
     * @throws IllegalArgumentException when the step is none of the plan's or awaits nothing, a row is another entity's, or
     *     the actor has no name
     * @throws IllegalStateException as {@link #sweep(SweepPlan, Actor)} does
     * @throws StoreException when the run cannot be started or ended in the ledger
     */
    public SweepReport approve(SweepPlan plan, SweepPlan.Step step, Collection<RowKey> rows, Actor actor) {
        return approve(Approval.of(plan, step, Optional.of(rows), actor));
    }

    private SweepReport approve(Approval approval) {
        Instant startedAt = ledger.now();
        SweepPlan plan = approval.plan();
        check(plan, startedAt);
        String id = UUID.randomUUID().toString();
        SweepPlan.Step planned = approval.under(id);
        Step step = Step.of(planned, rulebook);
        TenantTerms terms = ports.work().runNew(() -> TenantTerms.read(policy, ports));
        List<Step> steps = new ArrayList<>();
        plan.steps().forEach(other -> steps.add(other.equals(approval.step()) ? step : Step.of(other, rulebook)));
        own(() -> begin(id, approval, planned));
        Pacing pacing = new Pacing(options.pace(), new SweepHandle(), options.pauses(), policy.zone(), ledger::now);
        SweepRun run = new SweepRun(
                ports,
                new RunRecord(ledger, id),
                options,
                rulings(terms, plan.at(), steps),
                pacing,
                new Withholding(List.of()),
                disposing,
                id);
        List<SweepReport.Step> done = List.of(run.approved(step, planned, approval.rows()));
        SweepReport report = new SweepReport(id, startedAt, ledger.now(), false, pacing.stop(), List.of(), done);
        end(report, run.counts(), false);
        tell(report);
        return report;
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

    private SweepReport sweep(
            SweepPlan plan,
            Actor actor,
            SweepPace pace,
            SweepHandle handle,
            List<Withheld> withheld,
            boolean confirmed) {
        Objects.requireNonNull(actor, "actor");
        Pacing pacing = new Pacing(pace, handle, options.pauses(), policy.zone(), ledger::now);
        Instant startedAt = ledger.now();
        check(plan, startedAt);
        if (!start(plan, actor, confirmed)) {
            return new SweepReport(plan.id(), startedAt, startedAt, true, Optional.empty(), List.of(), untouched(plan));
        }
        TenantTerms terms = ports.work().runNew(() -> TenantTerms.read(policy, ports));
        List<Step> steps =
                plan.steps().stream().map(step -> Step.of(step, rulebook)).toList();
        SweepRun run = new SweepRun(
                ports,
                new RunRecord(ledger, plan.id()),
                options,
                rulings(terms, plan.at(), steps),
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
        end(report, run.counts(), confirmed);
        tell(report);
        return report;
    }

    private void tell(SweepReport report) {
        listeners.forEach(listener -> ports.work().afterCompletion(whatever -> listener.accept(report)));
    }

    /**
     * Tells what will fall due, day by day, if nothing changes: the same compiled rules that preview and sweep use, with the
     * lines of the days to come. Nothing is disposed of.
     *
     * @param ahead how far to look; at least a day, at most ten years
     * @return the forecast; what a preview counts as newly due on one of its days, when it comes
     * @throws IllegalArgumentException when the period is shorter or longer
     * @throws StoreException when Sojourn's own stores fail; data that cannot be counted is named in the forecast
     */
    public Forecast forecast(Period ahead) {
        Instant at = ledger.now();
        LocalDate today = LocalDate.ofInstant(at, policy.zone());
        long days = ChronoUnit.DAYS.between(today, today.plus(ahead));
        if (days < 1 || days > LONGEST_FORECAST) {
            throw new IllegalArgumentException(
                    "a forecast over " + ahead + ": expected at least a day, at most " + LONGEST_FORECAST + " days");
        }
        Instant horizon = at.plus(Duration.ofDays(days + 1));
        String id = UUID.randomUUID().toString();
        TenantTerms terms = ports.work().runNew(() -> TenantTerms.read(policy, ports));
        terms.meetAll(rulebook, new Totals(ports));
        StepCompiler compiler = new StepCompiler(policy, terms, bases, id, horizon);
        List<Step> steps = compiler.compile(rulebook);
        Run lines = new Run(id, "", policy.version(), policy.digest(), at, at, Run.State.PREVIEWING);
        own(() -> {
            ports.runs().forget(at.minus(PLANS_KEPT));
            ports.runs().add(lines, compiler.stored());
        });
        return new Forecasting(
                        ports,
                        terms,
                        rulebook,
                        rulings(terms, horizon, steps),
                        resolution(terms, horizon),
                        steps,
                        Protection.read(ports, rulebook),
                        at,
                        (int) days,
                        options.batchSize())
                .forecast();
    }

    /**
     * Since when the oldest rows of a plan have been due: what a missed sweep costs. Rows due for another reason than their
     * period are not looked at; in a line some of whose rows are kept, the oldest may be one of those.
     *
     * @param plan as previewed
     * @return UTC; empty when no row is due by its period
     * @throws StoreException when Sojourn's own stores fail
     */
    public Optional<Instant> overdueSince(SweepPlan plan) {
        TenantTerms terms = ports.work().runNew(() -> TenantTerms.read(policy, ports));
        return new Overdue(policy, rulebook, terms).since(plan);
    }

    /**
     * Explains what becomes of one row now: every rule that took part, and the last day kept. Where the rows of each tenant
     * lie apart every tenant is asked.
     *
     * @param type the host's class
     * @param id the row's key, as its store knows it
     * @return the explanation
     * @throws IllegalArgumentException when no data of this class is known, there is no such row, or several tenants have
     *     one: name the tenant then
     * @throws StoreException when a store fails
     */
    public Explanation explain(Class<?> type, Object id) {
        return explain(known(type), id);
    }

    /**
     * Explains what becomes of one row of data that has no class of its own now, for example of a table that no entity maps.
     *
     * @param name the data's name in plans and reports
     * @param id the row's key, as its store knows it
     * @return the explanation
     * @throws IllegalArgumentException when no data of this name is known, there is no such row, or several tenants have
     *     one: name the tenant then
     * @throws StoreException when a store fails
     */
    public Explanation explain(String name, Object id) {
        return explain(known(name), id);
    }

    /**
     * Explains what becomes of one row of one tenant now, where the rows of each tenant lie apart.
     *
     * @param tenant the tenant
     * @param type the host's class
     * @param id the row's key, as its store knows it
     * @return the explanation
     * @throws IllegalArgumentException when no data of this class is known, the rows of all its tenants lie together, or
     *     the tenant has no such row
     * @throws StoreException when a store fails
     */
    public Explanation explain(String tenant, Class<?> type, Object id) {
        return explain(tenant, known(type), id);
    }

    /**
     * Explains what becomes of one row of one tenant now, of data that has no class of its own and lies apart for each
     * tenant.
     *
     * @param tenant the tenant
     * @param name the data's name in plans and reports
     * @param id the row's key, as its store knows it
     * @return the explanation
     * @throws IllegalArgumentException when no data of this name is known, the rows of all its tenants lie together, or the
     *     tenant has no such row
     * @throws StoreException when a store fails
     */
    public Explanation explain(String tenant, String name, Object id) {
        return explain(tenant, known(name), id);
    }

    private Explanation explain(EntityRules entity, Object id) {
        Instant at = ledger.now();
        if (entity.description().catalog().isEmpty()) {
            return ports.work().run(() -> explain(entity, id, at)).orElseThrow(() -> noRow(entity));
        }
        Map<String, Explanation> found = new TreeMap<>();
        for (String tenant : entity.description().catalog().get().tenants()) {
            explain(entity, tenant, id, at).ifPresent(explanation -> found.put(tenant, explanation));
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException("several tenants have a row of " + entity.name()
                    + " with the key given, " + found.keySet() + ": name the tenant, as in explain(tenant, type, id)");
        }
        return found.values().stream().findFirst().orElseThrow(() -> noRow(entity));
    }

    private Explanation explain(String tenant, EntityRules entity, Object id) {
        if (entity.description().catalog().isEmpty()) {
            throw new IllegalArgumentException("the rows of " + entity.name()
                    + " lie together for all tenants, so that a key names one alone: leave the tenant out");
        }
        return explain(entity, tenant, id, ledger.now()).orElseThrow(() -> noRow(entity));
    }

    private Optional<Explanation> explain(EntityRules entity, String tenant, Object id, Instant at) {
        return entity.description().within(tenant, () -> ports.work().runNew(() -> explain(entity, id, at)));
    }

    private Optional<Explanation> explain(EntityRules entity, Object id, Instant at) {
        return new Explainer(ports, rulebook, resolution(TenantTerms.read(policy, ports), at), at).explain(entity, id);
    }

    private EntityRules known(Class<?> type) {
        List<EntityRules> found = rulebook.entities(type);
        if (found.size() > 1) {
            throw new IllegalArgumentException("several kinds of data are known as " + type.getSimpleName() + ", "
                    + found.stream().map(EntityRules::name).toList() + ": call explain(name, id)");
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no personal data of class " + type.getName()
                        + " is known: put it under a rule, or hand over its store"));
    }

    private EntityRules known(String name) {
        return rulebook.entity(name)
                .orElseThrow(() -> new IllegalArgumentException("no personal data is known as '" + name
                        + "': name it as plans and reports do, and put it under a rule"));
    }

    private static IllegalArgumentException noRow(EntityRules entity) {
        return new IllegalArgumentException("there is no row of " + entity.name() + " with the key given");
    }

    private void check(SweepPlan plan, Instant now) {
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
    private boolean start(SweepPlan plan, Actor actor, boolean confirmed) {
        return ports.work().runNew(() -> {
            ports.runs().lock(plan.id());
            Run.State state = ports.runs().find(plan.id()).map(Run::state).orElse(Run.State.ENDED);
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

    private void confirm(SweepPlan plan) {
        Instant now = ledger.now();
        ports.sweeps()
                .add(plan.unconfirmed().stream()
                        .map(rule -> new SweepCount(plan.id(), "", rule, "", 0, true, now))
                        .toList());
    }

    private Set<String> unconfirmed(List<Step> steps) {
        Set<String> rules = new TreeSet<>();
        steps.forEach(step -> rules.add(step.rule().id()));
        rules.removeAll(ports.work().runNew(() -> ports.sweeps().confirmed().keySet()));
        return rules;
    }

    private void end(SweepReport report, List<SweepCount> counts, boolean resumable) {
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

    private Rulings rulings(TenantTerms terms, Instant at, List<Step> steps) {
        return new Rulings(ports, rulebook, resolution(terms, at), bases, steps);
    }

    private Resolution resolution(TenantTerms terms, Instant at) {
        return new Resolution(rulebook, bases, terms, at, policy);
    }

    private void own(Runnable act) {
        ports.work().runNew(() -> {
            act.run();
            return true;
        });
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

    private static List<SweepReport.Step> untouched(SweepPlan plan) {
        return plan.steps().stream()
                .map(step -> new StepTally(step, plan.at()).report())
                .toList();
    }
}
