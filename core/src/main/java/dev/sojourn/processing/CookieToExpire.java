package dev.sojourn.processing;

import dev.sojourn.policy.Surface;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A cookie that must not stay on the device any longer, and all that is needed to take it back.
 *
 * @param name its name as the browser sent it
 * @param path the path it was set with
 * @param domain the domain it was set with; empty when it named none
 * @param surfaces where it may have been set
 */
public record CookieToExpire(String name, String path, Optional<String> domain, Set<Surface> surfaces) {

    /** Checks the parts. */
    public CookieToExpire {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(domain, "domain");
        surfaces = Set.copyOf(surfaces);
    }
}
