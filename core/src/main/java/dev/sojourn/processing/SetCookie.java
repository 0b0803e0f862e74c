package dev.sojourn.processing;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A cookie about to be set, as the browser will take it (RFC 6265, 5.3): everything but its value.
 *
 * @param name its name as it is sent
 * @param lifetime how long it is to stay; zero or less takes a cookie back; empty for one that ends with the session
 * @param path the path it is set with
 * @param domain the domain it is set with, in lower case and without a leading dot; empty when it names none
 */
public record SetCookie(String name, Optional<Duration> lifetime, String path, Optional<String> domain) {

    /** Checks the parts. */
    public SetCookie {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(lifetime, "lifetime");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(domain, "domain");
    }

    boolean isTakenBack() {
        return lifetime.filter(time -> time.isNegative() || time.isZero()).isPresent();
    }
}
