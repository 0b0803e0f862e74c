package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import java.util.function.Supplier;

/**
 * The port to transactions that a container or framework begins and commits, for {@link JpaUnitOfWork#over}.
 *
 * <p>Implementations are thread-safe; a transaction belongs to the thread that is in it. What work throws rolls its
 * transaction back and is rethrown unchanged.
 */
public interface JpaTransactions {

    /**
     * Whether the calling thread is in a transaction of this persistence unit.
     *
     * @return true from the beginning of a transaction until its end
     */
    boolean isActive();

    /**
     * Runs work in a new transaction of its own, which commits when the work returns; one the caller is in stands aside
     * meanwhile.
     *
     * @param <T> what the work returns
     * @param work what to do
     * @return what the work returned, after the commit
     */
    <T> T begin(Supplier<T> work);

    /**
     * Has the transaction the calling thread is in roll back when it ends.
     */
    void rollBackAtTheEnd();

    /**
     * The entity manager of the transaction the calling thread is in.
     *
     * @return the same one until the transaction ends
     */
    EntityManager entityManager();

    /**
     * Who hears of the end of the transaction the calling thread is in: the one who was registered for it before, or else
     * the one made now.
     *
     * @param first makes the one to register, once a transaction
     * @return who hears
     */
    Ending ending(Supplier<? extends Ending> first);

    /** Hears of the end of one transaction. */
    interface Ending {

        /** The transaction is about to commit; what this throws rolls it back. */
        void beforeCommit();

        /**
         * The transaction is over.
         *
         * @param committed true after a commit, false after a rollback or an unknown outcome
         */
        void afterCompletion(boolean committed);
    }
}
