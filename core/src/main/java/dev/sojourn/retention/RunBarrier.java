package dev.sojourn.retention;

import dev.sojourn.consent.Barrier;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.UnitOfWork;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Makes what protects data wait for the runs that could still dispose of it: each batch locks its run's row before it
 * reads holds and restrictions, so whoever has had each of those locks once knows that no batch is left that did not see
 * what was committed before.
 *
 * <p>Thread-safe.
 */
public final class RunBarrier implements Barrier {

    private static final int ATTEMPTS = 10;

    private final RunStore runs;
    private final UnitOfWork work;

    /**
     * A barrier over the runs of all nodes.
     *
     * @param runs knows which runs are being swept
     * @param work the host's transaction
     */
    public RunBarrier(RunStore runs, UnitOfWork work) {
        this.runs = runs;
        this.work = work;
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreException when a run's lock cannot be had; what the work did stands
     */
    @Override
    public <T> T after(Supplier<T> protecting) {
        AtomicBoolean returned = new AtomicBoolean();
        AtomicBoolean committed = new AtomicBoolean();
        T result = work.run(() -> {
            work.afterCompletion(success -> {
                committed.set(success);
                if (success && returned.get()) {
                    pass();
                }
            });
            return protecting.get();
        });
        returned.set(true);
        if (committed.get()) {
            pass();
        }
        return result;
    }

    /**
     * Waits for the batches that are under way now.
     *
     * @throws StoreException when a run's lock cannot be had
     */
    public void pass() {
        work.runNew(runs::running).forEach(this::passOver);
    }

    private void passOver(String run) {
        for (int attempt = 1; ; attempt++) {
            try {
                work.runNew(() -> {
                    runs.lock(run);
                    return run;
                });
                return;
            } catch (StoreException e) {
                if (!e.isWorthRetrying() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
