package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;
import java.util.Optional;

/**
 * Says whom the present call is about where the call itself does not: by default the user Spring Security knows, or else
 * the visitor whose first-party cookie came with the request. An application with tenants or kinds of subjects brings its
 * own bean.
 *
 * <p>Called on the thread of the call, at the time of the call; must be thread-safe.
 */
@FunctionalInterface
public interface SubjectResolver {

    /**
     * Whom the present call is about.
     *
     * @return the subject; empty when it is about nobody that is known, and a guarded call is denied
     */
    Optional<DataSubject> current();
}
