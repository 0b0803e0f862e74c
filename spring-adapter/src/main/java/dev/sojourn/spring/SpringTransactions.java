package dev.sojourn.spring;

import dev.sojourn.jpa.JpaTransactions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's transactions over one persistence unit: what {@code @Transactional} code does and what Sojourn records is one. */
final class SpringTransactions implements JpaTransactions {

    private final EntityManagerFactory factory;
    private final TransactionTemplate fresh;

    SpringTransactions(EntityManagerFactory factory, PlatformTransactionManager manager) {
        this.factory = factory;
        this.fresh = new TransactionTemplate(manager);
        this.fresh.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * An entity manager may be bound with no transaction on it, or on a transaction of another unit. Whether it is joined
     * to one is not asked: Hibernate denies that of an open view's, whose transaction Spring has begun.
     */
    @Override
    public boolean isActive() {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getResource(factory) instanceof EntityManagerHolder holder
                && holder.getEntityManager().getTransaction().isActive();
    }

    @Override
    public <T> T begin(Supplier<T> work) {
        return returned(fresh.execute(status -> work.get()));
    }

    /** The template's result is what the work returned, null only where the work itself returned it. */
    @SuppressWarnings("NullAway")
    private static <T> T returned(@Nullable T result) {
        return result;
    }

    @Override
    public void rollBackAtTheEnd() {
        if (TransactionSynchronizationManager.getResource(factory) instanceof EntityManagerHolder holder) {
            holder.setRollbackOnly();
            holder.getEntityManager().getTransaction().setRollbackOnly();
        }
    }

    @Override
    public EntityManager entityManager() {
        EntityManager bound = EntityManagerFactoryUtils.getTransactionalEntityManager(factory);
        if (bound == null) {
            throw new IllegalStateException("no transaction of this persistence unit is active");
        }
        return bound;
    }

    @Override
    public Ending ending(Supplier<? extends Ending> first) {
        for (TransactionSynchronization known : TransactionSynchronizationManager.getSynchronizations()) {
            if (known instanceof Registered registered && registered.owner == this) {
                return registered.ending;
            }
        }
        Ending ending = first.get();
        TransactionSynchronizationManager.registerSynchronization(new Registered(this, ending));
        return ending;
    }

    /** Suspended and resumed together with its transaction, by Spring. */
    private record Registered(SpringTransactions owner, Ending ending) implements TransactionSynchronization {
        @Override
        public void beforeCommit(boolean readOnly) {
            ending.beforeCommit();
        }

        @Override
        public void afterCompletion(int status) {
            ending.afterCompletion(status == STATUS_COMMITTED);
        }
    }
}
