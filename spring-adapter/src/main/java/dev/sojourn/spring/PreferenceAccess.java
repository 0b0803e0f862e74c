package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;

/**
 * Says who may call the consent endpoints: whether the present caller may see and change the choices of a subject, who is
 * the one the {@link SubjectResolver} names. A bean of the application's own decides in place of {@code
 * sojourn.preferences.authority} and {@code sojourn.preferences.visitors}.
 *
 * <p>Called on the thread of each request; must be thread-safe. What it throws refuses the request.
 */
@FunctionalInterface
public interface PreferenceAccess {

    /**
     * Whether the present caller may see and change the subject's choices.
     *
     * @param subject whose choices
     * @return false to refuse the request with 403
     */
    boolean permits(DataSubject subject);
}
