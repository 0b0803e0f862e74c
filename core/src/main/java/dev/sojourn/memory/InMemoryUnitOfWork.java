package dev.sojourn.memory;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.UnitOfWork;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one unit at a time, whole or not at all; every other thread waits.
 *
 * <p>Changes happen in place; each store says how to take its change back. A unit begun inside another one commits by
 * itself, and the outer one, should it roll back, takes back only its own changes.
 */
final class InMemoryUnitOfWork implements UnitOfWork {

    private static final Logger LOG = LoggerFactory.getLogger(InMemoryUnitOfWork.class);

    /** Whoever holds it owns {@link #units}: no field here is read or written without it. */
    private final ReentrantLock turn = new ReentrantLock();

    private final Deque<Unit> units = new ArrayDeque<>();

    @Override
    public <T> T run(Supplier<T> work) {
        Objects.requireNonNull(work, "work");
        if (!turn.isHeldByCurrentThread()) {
            return runNew(work);
        }
        Unit unit = units.element();
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            unit.failure = e;
            throw e;
        }
    }

    @Override
    public <T> T runNew(Supplier<T> work) {
        Objects.requireNonNull(work, "work");
        Unit unit = new Unit();
        boolean committed = false;
        turn.lock();
        try {
            units.push(unit);
            T result = work.get();
            Throwable failure = unit.failure;
            if (failure != null) {
                throw new StoreException("the unit was rolled back: work that joined it had failed", failure, false);
            }
            committed = true;
            return result;
        } finally {
            if (!committed) {
                unit.rollBack();
            }
            units.pop();
            turn.unlock();
            unit.complete(committed);
        }
    }

    @Override
    public void afterCompletion(Completion callback) {
        Objects.requireNonNull(callback, "callback");
        if (turn.isHeldByCurrentThread()) {
            units.element().callbacks.add(callback);
        } else {
            call(callback, true);
        }
    }

    @Override
    public boolean isRunning() {
        return turn.isHeldByCurrentThread();
    }

    /** Says how to take back a change just made; called by the stores, within a unit. */
    void undo(Runnable takeBack) {
        units.element().changes.push(takeBack);
    }

    private static void call(Completion callback, boolean committed) {
        try {
            callback.completed(committed);
        } catch (RuntimeException e) {
            LOG.error(
                    "a callback failed after its unit was over: {}",
                    e.getClass().getName());
        }
    }

    private static final class Unit {
        private final Deque<Runnable> changes = new ArrayDeque<>();
        private final List<Completion> callbacks = new ArrayList<>();
        private @Nullable Throwable failure;

        private void rollBack() {
            changes.forEach(Runnable::run);
        }

        private void complete(boolean committed) {
            callbacks.forEach(callback -> call(callback, committed));
        }
    }
}
