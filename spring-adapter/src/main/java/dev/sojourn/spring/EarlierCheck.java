package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;
import java.util.Optional;

/**
 * What the application's own check said before Sojourn was there, so that the two are compared on real calls before the
 * new one is enforced. A bean of this type is asked on every guarded call whose purpose is only observed; where the answers
 * differ, it is counted ({@link Enforcement#disagreements}). What it throws is counted and breaks nothing.
 *
 * <p>Called on the thread of the call; must be thread-safe.
 */
@FunctionalInterface
public interface EarlierCheck {

    /**
     * What the earlier check says.
     *
     * @param subject whose data
     * @param purpose the purpose's id
     * @return whether it allows the use; empty when it has nothing to say of this purpose
     */
    Optional<Boolean> allowed(DataSubject subject, String purpose);
}
