package dev.sojourn.ledger;

import java.util.function.Supplier;

/**
 * The port to the host's transaction: the act and its proof commit together or not at all.
 *
 * <p>Implementations are thread-safe; a unit belongs to the thread that began it. What {@code work} throws rolls the
 * unit back and is rethrown unchanged.
 */
public interface UnitOfWork {

    /**
     * Runs work in the unit the calling thread is in, or in one of its own that commits when the work returns.
     *
     * @param <T> what the work returns
     * @param work what to do
     * @return what the work returned
     */
    <T> T run(Supplier<T> work);

    /**
     * Runs work in a new unit of its own, whatever unit the caller is in; it commits when the work returns.
     *
     * @param <T> what the work returns
     * @param work what to do
     * @return what the work returned, after the commit
     */
    <T> T runNew(Supplier<T> work);

    /**
     * Has a callback called once, when the calling thread's present unit has committed or rolled back, before control
     * returns to whoever began the unit. Outside a unit the callback is called at once, as after a commit.
     *
     * @param callback hears whether the unit committed; what it throws is logged and swallowed
     */
    void afterCompletion(Completion callback);

    /**
     * Whether the calling thread is in a unit, and so may hold a connection that others wait for.
     *
     * @return true from the beginning of a unit until its end
     */
    boolean isRunning();

    /** Hears how a unit ended. */
    @FunctionalInterface
    interface Completion {
        /**
         * The unit is over.
         *
         * @param committed true after a commit, false after a rollback or an unknown outcome
         */
        void completed(boolean committed);
    }
}
