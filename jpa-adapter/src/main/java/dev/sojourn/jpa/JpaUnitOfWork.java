package dev.sojourn.jpa;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.UnitOfWork;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The host's transaction over plain JPA: what the host does with the entity manager it is handed and what Sojourn records
 * commit together, or not at all.
 *
 * <pre>{@code
 * JpaUnitOfWork work = JpaUnitOfWork.of(entityManagerFactory);
 * work.run(em -> {
 *     em.persist(account);
 *     sojourn.consents().give(ada, NEWSLETTER);
 * });
 * }</pre>
 *
 * <p>Thread-safe. A unit is one entity manager and one resource-local transaction, and belongs to the thread that began
 * it; work that joins it shares both. A unit holds one connection, a unit begun by {@link #runNew} within another one a
 * second: a pool must have two for each thread that does so. When work that joined a unit fails the whole unit rolls back,
 * even if the failure is caught. A unit that wrote to the ledger and then stays open for more than 15 minutes is rolled back
 * when it would commit: checkpoints wait for open units that long, and no longer.
 */
public final class JpaUnitOfWork implements UnitOfWork {

    private final EntityManagerFactory factory;
    private final LongSupplier nanoTime;
    private final ThreadLocal<Unit> current = new ThreadLocal<>();

    private JpaUnitOfWork(EntityManagerFactory factory, LongSupplier nanoTime) {
        this.factory = factory;
        this.nanoTime = nanoTime;
    }

    /**
     * Units over a persistence unit of the host.
     *
     * @param factory of a persistence unit with resource-local transactions, which stays the host's to close
     * @return the units
     */
    public static JpaUnitOfWork of(EntityManagerFactory factory) {
        return of(factory, System::nanoTime);
    }

    static JpaUnitOfWork of(EntityManagerFactory factory, LongSupplier nanoTime) {
        return new JpaUnitOfWork(Objects.requireNonNull(factory, "factory"), nanoTime);
    }

    /**
     * Runs the host's work in the unit the calling thread is in, or in one of its own that commits when the work returns.
     *
     * @param work what to do with the unit's entity manager, which it must neither close nor commit
     * @throws StoreException when the unit could not begin or commit, or work that joined it had failed; what the work
     *     itself throws rolls back and is rethrown unchanged
     */
    public void run(Consumer<? super EntityManager> work) {
        Objects.requireNonNull(work, "work");
        run(() -> {
            work.accept(entityManager());
            return work;
        });
    }

    /**
     * Does what {@link #run(Consumer)} does, for work with a result.
     *
     * @param <T> what the work returns
     * @param work what to do with the unit's entity manager, which it must neither close nor commit
     * @return what the work returned
     * @throws StoreException as {@link #run(Consumer)}
     */
    public <T> T call(Function<? super EntityManager, T> work) {
        Objects.requireNonNull(work, "work");
        return run(() -> work.apply(entityManager()));
    }

    @Override
    public <T> T run(Supplier<T> work) {
        Objects.requireNonNull(work, "work");
        Unit unit = current.get();
        if (unit == null) {
            return runNew(work);
        }
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            unit.fail(e);
            throw e;
        }
    }

    @Override
    public <T> T runNew(Supplier<T> work) {
        Objects.requireNonNull(work, "work");
        Unit outer = current.get();
        Unit unit = Unit.begin(factory, nanoTime);
        boolean committed = false;
        current.set(unit);
        try {
            T result = work.get();
            unit.commit();
            committed = true;
            return result;
        } finally {
            leave(unit, outer, committed);
        }
    }

    @Override
    public void afterCompletion(Completion callback) {
        Objects.requireNonNull(callback, "callback");
        Unit unit = current.get();
        if (unit == null) {
            Unit.call(callback, true);
        } else {
            unit.afterCompletion(callback);
        }
    }

    @Override
    public boolean isRunning() {
        return current.get() != null;
    }

    /** The unit the calling thread is in; only work within {@code run} may ask. */
    Unit unit() {
        Unit unit = current.get();
        if (unit == null) {
            throw new IllegalStateException("no unit of work: call run first");
        }
        return unit;
    }

    EntityManager entityManager() {
        return unit().entityManager();
    }

    EntityManagerFactory factory() {
        return factory;
    }

    /** The connection goes back to its pool before callbacks run: they may begin units of their own. */
    private void leave(Unit unit, @Nullable Unit outer, boolean committed) {
        try {
            unit.close(committed);
        } finally {
            if (outer == null) {
                current.remove();
            } else {
                current.set(outer);
            }
        }
        unit.complete(committed);
    }
}
