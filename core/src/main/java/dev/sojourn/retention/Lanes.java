package dev.sojourn.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that share the rows of one step of a run. Each locks a row of its own among the runs in every batch, so that
 * they do not wait for one another, and whoever places a hold passes over each of them.
 */
final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final RetentionPorts ports;
    private final String run;
    private final int workers;

    Lanes(RetentionPorts ports, String run, int workers) {
        this.ports = ports;
        this.run = run;
        this.workers = workers;
    }

    /** Only where rows are found in one walk: elsewhere there are few at a time. */
    boolean areFor(Step step) {
        return workers > 1 && step.cause() == SweepPlan.Cause.PERIOD;
    }

    /**
     * Locks what a lane's batches lock. Another node may have swept the same plan to its end; whoever places a hold no longer
     * waits for this run then, so that it must not dispose of anything more.
     *
     * @return whether the lane and its run are being swept; nothing may be disposed of otherwise
     */
    boolean lock(String lane) {
        return isRunning(ports.runs().lock(lane).stream().toList())
                && (lane.equals(run)
                        || isRunning(
                                ports.runs().find(run).stream().map(Run::state).toList()));
    }

    private static boolean isRunning(List<Run.State> state) {
        return state.contains(Run.State.RUNNING);
    }

    /** Works in every lane until each is done; the caller's thread is one of them. */
    void share(Step step, Consumer<String> work) {
        List<String> others = own(this::open);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        try {
            for (String lane : others) {
                Thread thread =
                        new Thread(() -> work(step, lane, work, failure), "sojourn-sweep-" + (threads.size() + 2));
                thread.setDaemon(true);
                thread.start();
                threads.add(thread);
            }
            work.accept(run);
        } finally {
            threads.forEach(Lanes::join);
            close(others);
        }
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private static void work(
            Step step, String lane, Consumer<String> work, AtomicReference<@Nullable Throwable> failure) {
        try {
            step.within(() -> {
                work.accept(lane);
                return lane;
            });
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    /** A batch under way is never left to itself: an interruption stops the run after it. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> open() {
        List<String> lanes = new ArrayList<>();
        ports.runs().find(run).ifPresent(of -> {
            for (int lane = 1; lane < workers; lane++) {
                String id = UUID.randomUUID().toString();
                ports.runs()
                        .add(
                                new Run(
                                        id,
                                        "",
                                        of.policyVersion(),
                                        of.policyDigest(),
                                        of.at(),
                                        of.expiresAt(),
                                        Run.State.PREVIEWING),
                                List.of());
                ports.runs().move(id, Run.State.RUNNING);
                lanes.add(id);
            }
        });
        return lanes;
    }

    /** A lane left open is one that nobody works in; it is taken for abandoned in time. */
    private void close(List<String> lanes) {
        try {
            own(() -> {
                lanes.forEach(lane -> ports.runs().move(lane, Run.State.ENDED));
                return lanes;
            });
        } catch (RuntimeException e) {
            LOG.warn(
                    "run {}: its lanes could not be closed: {}",
                    run,
                    e.getClass().getName());
        }
    }

    private <T> T own(Supplier<T> work) {
        return ports.work().runNew(work);
    }
}
