package dev.sojourn.spring;

import dev.sojourn.policy.Jurisdiction;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Says where the person behind a request is, for the law there decides whether a purpose may start unasked. Only the
 * application knows: from its proxy's country header, its own table of addresses, or the account. By default nobody knows,
 * and consent is asked. Must be thread-safe.
 */
@FunctionalInterface
public interface JurisdictionResolver {

    /**
     * Where the person is.
     *
     * @param request the request
     * @return the jurisdiction; {@link Jurisdiction#UNKNOWN} when it is not known
     */
    Jurisdiction of(HttpServletRequest request);
}
