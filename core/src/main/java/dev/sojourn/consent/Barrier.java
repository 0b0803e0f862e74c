package dev.sojourn.consent;

import java.util.function.Supplier;

/**
 * Makes whoever protects data wait, after the commit, until no disposal can still be under way that did not see the
 * protection. The front door supplies one that knows the sweeps.
 */
@FunctionalInterface
public interface Barrier {

    /**
     * Runs work in the caller's unit, or in one of its own, and passes the barrier once that unit has committed: before
     * this returns when the unit is the work's own; in the unit's completion when it is the host's.
     *
     * @param <T> what the work returns
     * @param protecting places what protects data
     * @return what the work returned
     */
    <T> T after(Supplier<T> protecting);
}
