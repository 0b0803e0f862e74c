package dev.sojourn.retention;

import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.Policy;
import java.time.Instant;
import java.time.Period;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    private final RetentionPorts ports;
    private final SweepOptions options;
    private final Judging judging;
    private final Previewing previewing;
    private final Sweeping sweeping;
    private final Explaining explaining;

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
        this.ports = Objects.requireNonNull(ports, "ports");
        this.options = Objects.requireNonNull(options, "options");
        this.judging = new Judging(Objects.requireNonNull(policy, "policy"), ports);
        RunBook book = new RunBook(policy, ports, Objects.requireNonNull(ledger, "ledger"), options);
        this.previewing = new Previewing(judging, ports, ledger, options, book);
        this.sweeping = new Sweeping(judging, ports, ledger, options, book, disposals, listeners);
        this.explaining = new Explaining(judging, ports, ledger::now);
    }

    /**
     * Shows what a sweep would dispose of now, and what would stay and why. Nothing is disposed of; the plan is kept under
     * its digest, so that it can be swept until it expires.
     *
     * @return the plan; its counts are those of the run unless something changes in between
     * @throws StoreException when a store fails
     */
    public SweepPlan preview() {
        return previewing.preview();
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
        return sweeping.sweep(plan, actor, pace, handle, List.of(), true);
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
        List<Withheld> withheld = new Guard(options.guard(), ports, judging.rulebook()).withheld(plan);
        return sweeping.sweep(plan, job, pace, handle, withheld, false);
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
        sweeping.awaitingReview(plan, visit);
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
        return sweeping.approve(Approval.of(plan, step, Optional.empty(), actor));
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
        return sweeping.approve(Approval.of(plan, step, Optional.of(rows), actor));
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
        return previewing.forecast(ahead);
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
        return new Overdue(judging.policy(), judging.rulebook(), judging.terms()).since(plan);
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
        return explaining.explain(explaining.known(type), id);
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
        return explaining.explain(explaining.known(name), id);
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
        return explaining.explain(tenant, explaining.known(type), id);
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
        return explaining.explain(tenant, explaining.known(name), id);
    }
}
