package dev.sojourn.spring;

import dev.sojourn.policy.Surface;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Says where a request meets the person, for each surface has cookies of its own: by default by the path patterns under
 * {@code sojourn.cookies.surfaces}. Must be thread-safe.
 */
@FunctionalInterface
public interface SurfaceResolver {

    /**
     * Where a request comes from.
     *
     * @param request the request, before any handler saw it
     * @return the surface
     */
    Surface of(HttpServletRequest request);
}
