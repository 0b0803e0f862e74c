package dev.sojourn.retention;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.RetentionRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps one step at a time, batch by batch; each batch is one unit of work: candidates, locks, judgement, disposal and
 * proof commit together or not at all.
 */
final class SweepRun {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int ATTEMPTS = 5;
    private static final int ATTEMPTS_AT_A_PART = 2;
    private static final int ROWS_LOGGED = 20;
    private static final Duration BETWEEN_LOG_LINES = Duration.ofSeconds(30);

    private final RetentionPorts ports;
    private final RunRecord record;
    private final SweepOptions options;
    private final Rulings rulings;
    private final Pacing pacing;
    private final Withholding withholding;
    private final Disposing disposing;
    private final List<SweepCount> counts = new ArrayList<>();
    private final String run;
    private final Lanes lanes;
    private final BatchSize size;
    private Instant logged;

    SweepRun(
            RetentionPorts ports,
            RunRecord record,
            SweepOptions options,
            Rulings rulings,
            Pacing pacing,
            Withholding withholding,
            Disposing disposing,
            String run) {
        this.ports = ports;
        this.record = record;
        this.options = options;
        this.rulings = rulings;
        this.pacing = pacing;
        this.withholding = withholding;
        this.disposing = disposing;
        this.run = run;
        this.lanes = new Lanes(ports, run, pacing.isLimited() ? 1 : options.workers());
        this.size = new BatchSize(options.batchSize(), pacing.pace());
        this.logged = pacing.now();
    }

    /** What awaits review is left for somebody to approve. */
    SweepReport.Step sweep(Step step, SweepPlan.Step planned) {
        return sweep(step, planned, tally -> {
            if (step.finality() == Finality.ON_APPROVAL) {
                await(planned, tally);
            } else {
                rulings.scopes(
                        step,
                        withholding,
                        selection -> sweep(step, selection, tally),
                        (reason, selection) -> tally.leave(reason, rulings.due(step, selection)));
            }
        });
    }

    /** Disposes of what somebody approved. */
    SweepReport.Step approved(Step step, SweepPlan.Step planned, Optional<List<RowKey>> rows) {
        return sweep(
                step,
                planned,
                tally -> rows.ifPresentOrElse(
                        keys -> sweep(step, keys, tally),
                        () -> rulings.scopes(step, selection -> sweep(step, selection, tally))));
    }

    private SweepReport.Step sweep(Step step, SweepPlan.Step planned, Consumer<StepTally> walk) {
        StepTally tally = new StepTally(planned, pacing.now());
        if (planned.failure().isPresent()) {
            tally.fail(0, planned.failure().get());
            tally.giveUp();
        } else if (withholding.isWhole(planned)) {
            leave(planned, tally);
        } else if (pacing.mayGoOn()) {
            try {
                step.within(() -> {
                    walk.accept(tally);
                    return tally;
                });
            } catch (RuntimeException e) {
                fail(step, 0, e, tally);
                tally.giveUp();
            }
        }
        tally.close(pacing.stop().isPresent(), () -> record.goneIn(step));
        tell(tally.advance(pacing.now(), true));
        tally.tenants()
                .forEach((tenant, gone) -> counts.add(
                        new SweepCount(run, planned.entity(), planned.rule(), tenant, gone, false, pacing.now())));
        SweepReport.Step report = tally.report();
        LOG.info(
                "run {}: rule '{}' on {} ({}): {} planned, {} disposed of, {} failed, spared {}",
                run,
                report.rule(),
                report.entity(),
                report.cause(),
                report.planned(),
                report.gone(),
                report.failed(),
                report.spared());
        return report;
    }

    /** What the run has taken so far, for those that come after it. */
    List<SweepCount> counts() {
        return counts;
    }

    private void leave(SweepPlan.Step planned, StepTally tally) {
        planned.lines()
                .forEach(line -> withholding
                        .reason(planned.entity(), planned.rule(), line.tenant())
                        .ifPresent(reason -> tally.leave(reason, line.due())));
        tally.giveUp();
    }

    private static void await(SweepPlan.Step planned, StepTally tally) {
        for (KeepReason reason : List.of(
                KeepReason.AWAITING_REVIEW,
                KeepReason.HELD,
                KeepReason.RESTRICTED,
                KeepReason.SUSPENDED,
                KeepReason.CHILD_KEPT)) {
            if (planned.kept(reason) > 0) {
                tally.leave(reason, planned.kept(reason));
            }
        }
    }

    /** Rows named one by one: they were seen, so that none need be looked for. */
    private void sweep(Step step, List<RowKey> keys, StepTally tally) {
        for (int from = 0; from < keys.size() && !tally.isGivenUp() && pacing.mayGoOn(); ) {
            List<RowKey> some = keys.subList(from, Math.min(from + options.pageSize(), keys.size()));
            part(run, step, step.selection(), some, tally);
            from += some.size();
        }
    }

    private void part(String lane, Step step, Selection selection, List<RowKey> keys, StepTally tally) {
        long begun = System.nanoTime();
        try {
            tally.add(retrying(ATTEMPTS, () -> part(lane, step, selection, keys)));
            size.took(keys.size(), System.nanoTime() - begun);
        } catch (RuntimeException e) {
            bisect(lane, step, selection, keys, e, tally);
        }
        took(keys.size(), tally);
    }

    private synchronized void took(int rows, StepTally tally) {
        SweepProgress.Advance advance = tally.advance(pacing.now(), false);
        tell(advance);
        log(advance);
        pacing.took(rows);
    }

    private void sweep(Step step, Selection selection, StepTally tally) {
        if (lanes.areFor(step)) {
            KeyWalk walk = new KeyWalk(step.entity().store(), selection, size);
            lanes.share(step, lane -> sweep(lane, step, selection, walk, tally));
        } else {
            sweepAlone(step, selection, tally);
        }
    }

    private void sweep(String lane, Step step, Selection selection, KeyWalk walk, StepTally tally) {
        while (!tally.isGivenUp() && pacing.mayGoOn()) {
            List<RowKey> keys;
            try {
                keys = walk.next(reading -> retrying(ATTEMPTS, reading));
            } catch (RuntimeException e) {
                fail(step, 0, e, tally);
                tally.giveUp();
                return;
            }
            if (keys.isEmpty()) {
                return;
            }
            part(lane, step, selection, keys, tally);
        }
    }

    private void sweepAlone(Step step, Selection selection, StepTally tally) {
        Optional<RowKey> after = Optional.empty();
        while (!tally.isGivenUp() && pacing.mayGoOn()) {
            Optional<RowKey> from = after;
            List<RowKey> keys = new ArrayList<>();
            long begun = System.nanoTime();
            try {
                StepTally.Batch batch = retrying(ATTEMPTS, () -> batch(step, selection, from, keys));
                if (keys.isEmpty()) {
                    return;
                }
                tally.add(batch);
                size.took(keys.size(), System.nanoTime() - begun);
            } catch (RuntimeException e) {
                if (keys.isEmpty()) {
                    fail(step, 0, e, tally);
                    tally.giveUp();
                    return;
                }
                bisect(run, step, selection, keys, e, tally);
            }
            took(keys.size(), tally);
            after = Optional.of(keys.get(keys.size() - 1));
        }
    }

    /** Finds the rows that fail a batch, and disposes of the others. */
    private void bisect(
            String lane, Step step, Selection selection, List<RowKey> keys, RuntimeException failure, StepTally tally) {
        if (keys.size() == 1 || tally.isGivenUp()) {
            fail(step, keys.size(), failure, tally);
            return;
        }
        int middle = keys.size() / 2;
        for (List<RowKey> half : List.of(keys.subList(0, middle), keys.subList(middle, keys.size()))) {
            try {
                tally.add(retrying(ATTEMPTS_AT_A_PART, () -> part(lane, step, selection, half)));
            } catch (RuntimeException e) {
                bisect(lane, step, selection, half, e, tally);
            }
        }
    }

    private StepTally.Batch part(String lane, Step step, Selection selection, List<RowKey> keys) {
        return dispose(step, selection, lanes.lock(lane) ? keys : List.of());
    }

    /** One unit; the keys it meant to dispose of outlive its failure, so that the next batch can start behind them. */
    private StepTally.Batch batch(Step step, Selection selection, Optional<RowKey> after, List<RowKey> keys) {
        keys.clear();
        if (lanes.lock(run)) {
            keys.addAll(step.entity().store().candidates(selection, after, size.rows()));
        }
        return dispose(step, selection, keys);
    }

    private StepTally.Batch dispose(Step step, Selection selection, List<RowKey> keys) {
        PersonalDataStore store = step.entity().store();
        Map<String, Long> disposed = new TreeMap<>();
        Map<KeepReason, Long> spared = new EnumMap<>(KeepReason.class);
        Map<String, Long> childKept = new HashMap<>();
        Map<String, Long> tenants = new HashMap<>();
        if (!keys.isEmpty()) {
            List<DataRow> rows = store.read(selection, keys, true);
            Map<RetentionRule, List<DataRow>> survivors = new LinkedHashMap<>();
            for (Rulings.Ruling ruling : rulings.judge(step, rows)) {
                Judgement judgement = ruling.judgement();
                Optional<KeepReason> withheld = judgement.isDue()
                        ? withholding.reason(
                                step.entity().name(),
                                step.rule().id(),
                                ruling.row().tenant())
                        : Optional.empty();
                if (withheld.isPresent()) {
                    spared.merge(withheld.get(), 1L, Long::sum);
                } else if (judgement.isDue()) {
                    survivors
                            .computeIfAbsent(ending(step, judgement), rule -> new ArrayList<>())
                            .add(ruling.row());
                } else if (StepCount.isKept(judgement)) {
                    KeepReason reason = judgement.reason().orElseThrow();
                    spared.merge(reason, 1L, Long::sum);
                    if (reason == KeepReason.CHILD_KEPT) {
                        childKept.merge(judgement.decidedBy(), 1L, Long::sum);
                    }
                }
            }
            long busy = busy(store, selection, keys, rows);
            if (busy > 0) {
                spared.put(KeepReason.BUSY, busy);
            }
            survivors.forEach((rule, gone) -> {
                Map<String, Long> counts = disposing.dispose(store, rule, gone);
                counts.forEach((name, count) -> disposed.merge(name, count, Long::sum));
                record.add(step, rule.disposition().name(), counts);
                gone.forEach(row -> tenants.merge(row.tenant(), 1L, Long::sum));
            });
        }
        return new StepTally.Batch(disposed, spared, childKept, tenants);
    }

    /** The rule that made a row due, which need not be the step's; its versions all end alike. */
    private static RetentionRule ending(Step step, Judgement judgement) {
        return step.entity().rules().stream()
                .filter(rule -> rule.id().equals(judgement.decidedBy()))
                .findFirst()
                .orElseThrow()
                .latest();
    }

    /** Rows left out by the locking read although they are still selected: another unit holds them. */
    private static long busy(PersonalDataStore store, Selection selection, List<RowKey> keys, List<DataRow> rows) {
        if (rows.size() == keys.size()) {
            return 0;
        }
        Set<RowKey> missing = new HashSet<>(keys);
        rows.forEach(row -> missing.remove(row.key()));
        return store.read(selection, List.copyOf(missing), false).size();
    }

    private <T> T retrying(int attempts, Supplier<T> batch) {
        for (int attempt = 1; ; attempt++) {
            try {
                return ports.work().runNew(batch);
            } catch (StoreException e) {
                if (!e.isWorthRetrying() || attempt == attempts) {
                    throw e;
                }
            }
        }
    }

    private synchronized void fail(Step step, long rows, RuntimeException failure, StepTally tally) {
        String what = Failures.inWords(failure);
        tally.fail(rows, what);
        if (tally.failed() > ROWS_LOGGED && !tally.isGivenUp()) {
            return;
        }
        LOG.warn(
                "run {}: rule '{}' on {} ({}): {} rows kept, since the store failed: {}",
                run,
                step.rule().id(),
                step.rows(),
                step.cause(),
                rows,
                what);
    }

    private void log(SweepProgress.Advance advance) {
        Instant now = pacing.now();
        if (!now.isBefore(logged.plus(BETWEEN_LOG_LINES))) {
            logged = now;
            LOG.info(
                    "run {}: rule '{}' on {} ({}): {} of {} done, {} disposed of, {} failed, {} rows a second",
                    run,
                    advance.rule(),
                    advance.entity(),
                    advance.cause(),
                    advance.done(),
                    advance.planned(),
                    advance.disposed(),
                    advance.failed(),
                    Math.round(advance.rowsPerSecond()));
        }
    }

    private void tell(SweepProgress.Advance advance) {
        try {
            options.progress().advanced(advance);
        } catch (RuntimeException e) {
            LOG.warn("a progress listener failed: {}", e.getClass().getName());
        }
    }
}
