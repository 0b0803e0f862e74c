package dev.sojourn.jpa;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.retention.TenantCatalog;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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
 * even if the failure is caught. A unit that wrote to the ledger and then stays open for longer than the longest unit is rolled back
 * when it would commit: checkpoints wait for open units twice that long, and no longer.
 *
 * <p>A unit begun with work that takes the entity manager has the isolation of the host's connections. One begun without
 * it, as Sojourn does for its own reads and writes outside the host's units, is READ COMMITTED on MariaDB too, whose default
 * is REPEATABLE READ; this needs a binary log, if there is one, by row or mixed.
 */
public final class JpaUnitOfWork implements UnitOfWork {

    private final EntityManagerFactory factory;
    private final LongSupplier nanoTime;
    private final Optional<JpaTransactions> transactions;
    private final Isolation isolation = new Isolation();
    private final ThreadLocal<Unit> current = new ThreadLocal<>();
    private final Whereabouts whereabouts;

    private JpaUnitOfWork(
            EntityManagerFactory factory,
            LongSupplier nanoTime,
            Optional<JpaTransactions> transactions,
            Whereabouts whereabouts) {
        this.factory = factory;
        this.nanoTime = nanoTime;
        this.transactions = transactions;
        this.whereabouts = whereabouts;
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
        return new JpaUnitOfWork(
                Objects.requireNonNull(factory, "factory"), nanoTime, Optional.empty(), Whereabouts.anywhere());
    }

    /**
     * Units in transactions that a container or framework begins and commits: a unit is one such transaction, whoever
     * began it, and its callbacks are called when the host says it is over, which may be while its connection is still
     * held.
     *
     * @param factory of the persistence unit, which stays the host's to close
     * @param transactions the host's transactions over it
     * @return the units
     */
    public static JpaUnitOfWork over(EntityManagerFactory factory, JpaTransactions transactions) {
        return new JpaUnitOfWork(
                Objects.requireNonNull(factory, "factory"),
                System::nanoTime,
                Optional.of(Objects.requireNonNull(transactions, "transactions")),
                Whereabouts.anywhere());
    }

    /**
     * Units that all begin in one tenant: for a Sojourn of its own over that tenant's database, with Sojourn's tables in it.
     *
     * @param tenants enters the tenant
     * @param tenant the tenant
     * @return the units; every row they meet is the tenant's
     * @throws IllegalArgumentException when the tenant is empty
     */
    public JpaUnitOfWork inTenant(TenantCatalog tenants, String tenant) {
        return new JpaUnitOfWork(factory, nanoTime, transactions, Whereabouts.in(tenants, tenant));
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
        call(entityManager -> {
            work.accept(entityManager);
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
        return joining(() -> work.apply(entityManager()), Optional.empty());
    }

    @Override
    public <T> T run(Supplier<T> work) {
        Objects.requireNonNull(work, "work");
        return joining(work, Optional.of(isolation));
    }

    /**
     * Reads with one statement outside any unit, so that nothing need begin or commit: the statement sees what had
     * committed when it began. Only for who is in no unit.
     */
    <T> T glance(Function<EntityManager, T> statement) {
        return whereabouts.home(() -> {
            EntityManager entityManager = Unit.open(factory);
            try {
                return statement.apply(entityManager);
            } finally {
                entityManager.close();
            }
        });
    }

    private <T> T joining(Supplier<T> work, Optional<Isolation> lowered) {
        Optional<Unit> unit = current();
        if (unit.isEmpty()) {
            return begin(work, lowered);
        }
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            unit.get().fail(e);
            transactions.ifPresent(JpaTransactions::rollBackAtTheEnd);
            throw e;
        }
    }

    @Override
    public <T> T runNew(Supplier<T> work) {
        Objects.requireNonNull(work, "work");
        return begin(work, Optional.of(isolation));
    }

    private <T> T begin(Supplier<T> work, Optional<Isolation> lowered) {
        return whereabouts.home(
                () -> transactions.isPresent() ? begin(transactions.get(), work, lowered) : beginOwn(work, lowered));
    }

    private <T> T begin(JpaTransactions host, Supplier<T> work, Optional<Isolation> lowered) {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        try {
            return host.begin(() -> {
                host.ending(() ->
                        Unit.in(host.entityManager(), lowered, nanoTime, false).in(whereabouts.tenant()));
                try {
                    return work.get();
                } catch (RuntimeException | Error e) {
                    thrown.set(e);
                    throw e;
                }
            });
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            if (e == thrown.get()) {
                throw e;
            }
            throw StoreFailures.translate("begin or commit a unit of work", e);
        }
    }

    private <T> T beginOwn(Supplier<T> work, Optional<Isolation> lowered) {
        Unit outer = current.get();
        Unit unit = Unit.begin(factory, lowered, nanoTime).in(whereabouts.tenant());
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
        current().ifPresentOrElse(unit -> unit.afterCompletion(callback), () -> Unit.call(callback, true));
    }

    @Override
    public boolean isRunning() {
        return transactions.map(JpaTransactions::isActive).orElseGet(() -> current.get() != null);
    }

    /** Whether units are entity managers and transactions made here, not the host's. */
    boolean beginsItsOwn() {
        return transactions.isEmpty();
    }

    /** The unit the calling thread is in; only work within {@code run} may ask. */
    Unit unit() {
        return current().orElseThrow(() -> new IllegalStateException("no unit of work: call run first"));
    }

    private Optional<Unit> current() {
        if (transactions.isEmpty()) {
            return Optional.ofNullable(current.get());
        }
        JpaTransactions host = transactions.get();
        return host.isActive()
                ? Optional.of((Unit) host.ending(() -> Unit.in(host.entityManager(), Optional.empty(), nanoTime, true)
                        .in(whereabouts.tenant())))
                : Optional.empty();
    }

    /** Where the calling thread's units begin. */
    Whereabouts whereabouts() {
        return whereabouts;
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
