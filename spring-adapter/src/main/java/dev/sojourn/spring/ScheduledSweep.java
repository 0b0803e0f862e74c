package dev.sojourn.spring;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Actor;
import dev.sojourn.retention.Retention;
import dev.sojourn.retention.SweepHandle;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.retention.Withheld;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Sweeps on a schedule. The scheduler only tells the time: a sweep has a thread of its own, so that it keeps no other task
 * waiting. When the application stops, the sweep finishes the batch it is in, and what it needs is closed after it.
 */
final class ScheduledSweep implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledSweep.class);
    private static final Actor JOB = Actor.job("scheduled sweep");

    private final Retention retention;
    private final SweepSchedule schedule;
    private final Optional<TaskScheduler> host;
    private final AroundSweep around;

    private @Nullable ThreadPoolTaskScheduler own;
    private @Nullable ScheduledFuture<?> future;
    private @Nullable SweepHandle running;
    private @Nullable Runnable afterIt;
    private boolean started;

    ScheduledSweep(Retention retention, SweepSchedule schedule, Optional<TaskScheduler> host, AroundSweep around) {
        this.retention = retention;
        this.schedule = schedule;
        this.host = host;
        this.around = around;
    }

    @Override
    public synchronized void start() {
        if (!started) {
            started = true;
            future = host.orElseGet(this::scheduler).schedule(this::begin, schedule.trigger());
        }
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    /** Whoever stops the application is told when the last batch is over, and waits for that within its own limit. */
    @Override
    public void stop(Runnable callback) {
        if (!isStoppedAtOnce(callback)) {
            LOG.info("the scheduled sweep finishes the batch it is in");
            return;
        }
        callback.run();
    }

    @Override
    public synchronized boolean isRunning() {
        return started || running != null;
    }

    /** Begins a sweep, unless the one before is still under way. */
    void begin() {
        SweepHandle handle = new SweepHandle();
        synchronized (this) {
            if (!started) {
                return;
            }
            if (running != null) {
                LOG.warn("a scheduled sweep is left out: the one before is still under way");
                return;
            }
            running = handle;
        }
        new Thread(() -> sweep(handle), "sojourn-sweep").start();
    }

    private void sweep(SweepHandle handle) {
        try {
            tell(around.around(() -> retention.sweepScheduled(JOB, schedule.pace(), handle)));
        } catch (RuntimeException e) {
            LOG.error(
                    "the scheduled sweep failed; the next one takes up what it left: {}",
                    e instanceof StoreException ? e.toString() : e.getClass().getName());
        } finally {
            ended();
        }
    }

    private void ended() {
        Runnable waiting;
        synchronized (this) {
            running = null;
            waiting = afterIt;
            afterIt = null;
        }
        if (waiting != null) {
            waiting.run();
        }
    }

    private synchronized boolean isStoppedAtOnce(Runnable callback) {
        started = false;
        if (future != null) {
            future.cancel(false);
            future = null;
        }
        if (own != null) {
            own.shutdown();
            own = null;
        }
        if (running == null) {
            return true;
        }
        running.cancel();
        Runnable waiting = afterIt;
        afterIt = waiting == null
                ? callback
                : () -> {
                    waiting.run();
                    callback.run();
                };
        return false;
    }

    private ThreadPoolTaskScheduler scheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setThreadNamePrefix("sojourn-clock-");
        scheduler.setDaemon(true);
        scheduler.initialize();
        own = scheduler;
        return scheduler;
    }

    private static void tell(SweepReport report) {
        LOG.info(
                "scheduled sweep {}: {} rows gone{}",
                report.run(),
                report.gone(),
                report.stopped().map(why -> ", stopped: " + why).orElse(""));
        Map<String, Long> left = report.withheld().stream()
                .collect(Collectors.groupingBy(
                        ScheduledSweep::reason, TreeMap::new, Collectors.summingLong(Withheld::due)));
        left.forEach((what, rows) -> LOG.warn(
                "scheduled sweep {} left {} rows {}: look at preview() and hand its plan to sweep(plan, actor)",
                report.run(),
                rows,
                what));
    }

    private static String reason(Withheld withheld) {
        return "of " + withheld.entity() + " due under rule '" + withheld.rule() + "', because "
                + switch (withheld.why()) {
                    case BACKLOG -> "nobody has confirmed the rule yet";
                    case SHARE -> "they are too large a share of a tenant's rows";
                    case GROWTH -> "they are far more than earlier sweeps took";
                };
    }
}
