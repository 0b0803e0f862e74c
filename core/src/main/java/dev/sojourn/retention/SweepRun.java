package dev.sojourn.retention;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Disposition;
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
    private static final int FAILURES_IN_A_ROW = 3;

    private final RetentionPorts ports;
    private final Ledger ledger;
    private final SweepOptions options;
    private final Rulings rulings;
    private final String run;

    SweepRun(RetentionPorts ports, Ledger ledger, SweepOptions options, Rulings rulings, String run) {
        this.ports = ports;
        this.ledger = ledger;
        this.options = options;
        this.rulings = rulings;
        this.run = run;
    }

    SweepReport.Step sweep(Step step, SweepPlan.Step planned) {
        StepTally tally = new StepTally(planned);
        if (planned.failure().isPresent()) {
            tally.fail(0, planned.failure().get());
        } else {
            try {
                rulings.scopes(step, selection -> sweep(step, selection, tally));
            } catch (RuntimeException e) {
                fail(step, 0, e, tally);
            }
        }
        tally.close();
        tell(tally.advance(true));
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

    private void sweep(Step step, Selection selection, StepTally tally) {
        Optional<RowKey> after = Optional.empty();
        int failures = 0;
        while (failures < FAILURES_IN_A_ROW) {
            Optional<RowKey> from = after;
            List<RowKey> keys = new ArrayList<>();
            try {
                StepTally.Batch batch = retrying(() -> batch(step, selection, from, keys));
                if (keys.isEmpty()) {
                    return;
                }
                tally.add(batch);
                failures = 0;
            } catch (RuntimeException e) {
                fail(step, keys.size(), e, tally);
                failures++;
                if (keys.isEmpty()) {
                    return;
                }
            }
            tell(tally.advance(false));
            after = Optional.of(keys.get(keys.size() - 1));
        }
    }

    /** One unit; the keys it meant to dispose of outlive its failure, so that the next batch can start behind them. */
    private StepTally.Batch batch(Step step, Selection selection, Optional<RowKey> after, List<RowKey> keys) {
        keys.clear();
        ports.runs().lock(run);
        PersonalDataStore store = step.entity().store();
        if (isRunning()) {
            keys.addAll(store.candidates(selection, after, options.batchSize()));
        }
        Map<String, Long> disposed = new TreeMap<>();
        Map<KeepReason, Long> spared = new EnumMap<>(KeepReason.class);
        Map<String, Long> childKept = new HashMap<>();
        if (!keys.isEmpty()) {
            List<DataRow> rows = store.read(selection, keys, true);
            Map<Disposition, List<DataRow>> survivors = new LinkedHashMap<>();
            for (Rulings.Ruling ruling : rulings.judge(step, rows)) {
                Judgement judgement = ruling.judgement();
                if (judgement.isDue()) {
                    survivors
                            .computeIfAbsent(judgement.disposition().orElseThrow(), kind -> new ArrayList<>())
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
            survivors.forEach((disposition, gone) -> {
                Map<String, Long> counts = store.dispose(gone, disposition);
                counts.forEach((name, count) -> disposed.merge(name, count, Long::sum));
                record(step, disposition, counts);
            });
        }
        return new StepTally.Batch(disposed, spared, childKept);
    }

    /**
     * Another node may have swept the same plan to its end; whoever places a hold no longer waits for this run then, so
     * that it must not dispose of anything more.
     */
    private boolean isRunning() {
        return ports.runs()
                .find(run)
                .filter(found -> found.state() == Run.State.RUNNING)
                .isPresent();
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

    private void record(Step step, Disposition disposition, Map<String, Long> counts) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("entity", step.entity().name());
        facts.put("rule", step.rule().id());
        facts.put("cause", step.cause().name());
        facts.put("disposition", disposition.name());
        counts.forEach((name, rows) -> facts.put("rows." + name, rows.toString()));
        ledger.append(ChainId.run(run), EntryKind.BATCH_DISPOSED, facts, Map.of());
    }

    private <T> T retrying(Supplier<T> batch) {
        for (int attempt = 1; ; attempt++) {
            try {
                return ports.work().runNew(batch);
            } catch (StoreException e) {
                if (!e.isWorthRetrying() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void fail(Step step, long rows, RuntimeException failure, StepTally tally) {
        String what = Failures.inWords(failure);
        tally.fail(rows, what);
        LOG.warn(
                "run {}: rule '{}' on {} ({}): {} rows kept, since the store failed: {}",
                run,
                step.rule().id(),
                step.entity().name(),
                step.cause(),
                rows,
                what);
    }

    private void tell(SweepProgress.Advance advance) {
        try {
            options.progress().advanced(advance);
        } catch (RuntimeException e) {
            LOG.warn("a progress listener failed: {}", e.getClass().getName());
        }
    }
}
