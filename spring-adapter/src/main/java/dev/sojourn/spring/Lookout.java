package dev.sojourn.spring;

import dev.sojourn.PastSweep;
import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.VerificationReport;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at what is due, and at the ledger, from time to time and after every sweep, so that health and meters cost
 * nothing when they are asked.
 */
final class Lookout implements SmartLifecycle, ApplicationListener<PayloadApplicationEvent<SweepReport>> {

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
    private static final int SWEEPS = 30;
    private static final int EVERY_RUN = Integer.MAX_VALUE;

    /** When the whole ledger was verified, and what was found. */
    record LedgerCheck(Instant at, VerificationReport report) {}

    private final Sojourn sojourn;
    private final Optional<Stores> stores;
    private final WatchProperties properties;
    private final Set<String> matched = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Look>> looks = new CopyOnWriteArrayList<>();
    private final List<Consumer<SweepReport>> sweeps = new CopyOnWriteArrayList<>();
    private volatile @Nullable Look last;
    private volatile @Nullable LedgerCheck ledger;
    private volatile boolean failing;
    private @Nullable ScheduledExecutorService clock;

    Lookout(Sojourn sojourn, Optional<Stores> stores, WatchProperties properties) {
        this.sojourn = sojourn;
        this.stores = stores;
        this.properties = properties;
    }

    Optional<Look> last() {
        return Optional.ofNullable(last);
    }

    Optional<LedgerCheck> ledger() {
        return Optional.ofNullable(ledger);
    }

    /** Whether the last look or check could not be taken. */
    boolean isFailing() {
        return failing;
    }

    /** Rows that have been due for longer than they should. */
    boolean isOverdue() {
        return last().flatMap(Look::overdueSince)
                .filter(since -> since.plus(properties.overdueAfter())
                        .isBefore(sojourn.ledger().now()))
                .isPresent();
    }

    void onLook(Consumer<Look> listener) {
        looks.add(listener);
        last().ifPresent(listener);
    }

    void onSweep(Consumer<SweepReport> listener) {
        sweeps.add(listener);
    }

    @Override
    public synchronized void start() {
        if (clock == null) {
            ScheduledExecutorService own = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "sojourn-watch");
                thread.setDaemon(true);
                return thread;
            });
            repeat(own, this::look, Duration.ZERO, properties.every());
            if (!properties.verifyLedgerEvery().isZero()) {
                repeat(own, this::verify, properties.every(), properties.verifyLedgerEvery());
            }
            clock = own;
        }
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    /** A look under way is ended before the persistence unit is closed. */
    @Override
    public synchronized void stop(Runnable callback) {
        ScheduledExecutorService own = clock;
        clock = null;
        if (own == null) {
            callback.run();
        } else {
            own.execute(callback);
            own.shutdown();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }

    @Override
    public void onApplicationEvent(PayloadApplicationEvent<SweepReport> event) {
        sweeps.forEach(listener -> listener.accept(event.getPayload()));
        lookSoon();
    }

    /** Looks now. */
    Look look() {
        Look look = taken();
        last = look;
        looks.forEach(listener -> listener.accept(look));
        return look;
    }

    /** Verifies the whole ledger now. */
    LedgerCheck verify() {
        LedgerCheck check =
                new LedgerCheck(sojourn.ledger().now(), sojourn.proof().verify());
        ledger = check;
        if (!check.report().isIntact()) {
            LOG.error(
                    "the ledger is not what was written: {} breaches",
                    check.report().found());
        }
        return check;
    }

    private synchronized void lookSoon() {
        if (clock != null) {
            clock.execute(guarded(this::look));
        }
    }

    private void repeat(ScheduledExecutorService own, Runnable task, Duration first, Duration every) {
        own.scheduleWithFixedDelay(guarded(task), first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
                failing = false;
            } catch (RuntimeException e) {
                failing = true;
                LOG.warn(
                        "what is due could not be looked at: {}",
                        e instanceof StoreException
                                ? e.toString()
                                : e.getClass().getName());
            }
        };
    }

    private Look taken() {
        SweepPlan plan = sojourn.retention().preview();
        Optional<PastSweep> success = sojourn.proof().sweeps(SWEEPS).stream()
                .filter(PastSweep::isSuccessful)
                .findFirst();
        return new Look(
                plan.at(),
                due(plan),
                sojourn.retention().overdueSince(plan),
                neverMatched(plan),
                sojourn.holds().dueForReview().size(),
                success);
    }

    private static List<Look.Due> due(SweepPlan plan) {
        Map<List<String>, Look.Due> byRule = new LinkedHashMap<>();
        for (SweepPlan.Step step : plan.steps()) {
            Map<KeepReason, Long> kept = new EnumMap<>(KeepReason.class);
            step.lines().forEach(line -> line.kept().forEach((reason, rows) -> kept.merge(reason, rows, Long::sum)));
            byRule.merge(
                    List.of(step.entity(), step.rule()),
                    new Look.Due(step.entity(), step.rule(), step.due(), kept),
                    Lookout::plus);
        }
        return new ArrayList<>(byRule.values());
    }

    private static Look.Due plus(Look.Due one, Look.Due other) {
        Map<KeepReason, Long> kept = new EnumMap<>(KeepReason.class);
        kept.putAll(one.kept());
        other.kept().forEach((reason, rows) -> kept.merge(reason, rows, Long::sum));
        return new Look.Due(one.entity(), one.rule(), one.rows() + other.rows(), kept);
    }

    private SortedSet<String> neverMatched(SweepPlan plan) {
        for (SweepPlan.Step step : plan.steps()) {
            boolean now = step.lines().stream().anyMatch(line -> line.due() > 0 || isPastItsTime(line));
            if (!matched.contains(step.rule()) && (now || hasTaken(step))) {
                matched.add(step.rule());
            }
        }
        SortedSet<String> never = new TreeSet<>();
        sojourn.policy().rules().stream()
                .filter(RetentionRule::isCeiling)
                .map(RetentionRule::id)
                .filter(rule -> !matched.contains(rule))
                .forEach(never::add);
        return never;
    }

    private static boolean isPastItsTime(SweepPlan.Line line) {
        return line.kept().keySet().stream()
                .anyMatch(reason -> reason != KeepReason.NOT_STARTED && reason != KeepReason.UNRESOLVED);
    }

    private boolean hasTaken(SweepPlan.Step step) {
        return stores.map(known ->
                        known.work().runNew(() -> known.sweeps().largest(step.entity(), step.rule(), EVERY_RUN)))
                .filter(taken -> !taken.isEmpty())
                .isPresent();
    }
}
