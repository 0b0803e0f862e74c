package dev.sojourn.spring;

import dev.sojourn.policy.Surface;
import dev.sojourn.processing.CookieVerdict;
import java.util.Objects;
import java.util.Optional;

/**
 * The application tried to set a cookie that the policy does not allow; published as an application event.
 *
 * <p>Immutable. It names the cookie, never its value nor the person.
 *
 * @param cookie the cookie's name, cut to 64 characters, with a {@code ?} for each that no name can have
 * @param cause why it may not be set
 * @param purpose the purpose it was declared for; empty for one that is not declared
 * @param surface where it would have been set
 * @param stripped whether the response left without it
 */
public record CookieRefusal(
        String cookie, CookieVerdict.Cause cause, Optional<String> purpose, Surface surface, boolean stripped) {

    private static final int LONGEST_NAME = 64;

    /** Checks the parts, and makes the name fit for a log. */
    public CookieRefusal {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(surface, "surface");
        cookie = cookie.substring(0, Math.min(cookie.length(), LONGEST_NAME))
                .replaceAll("[^!#$%&'*+\\-.^_`|~0-9A-Za-z]", "?");
    }

    /** What happened, in words. */
    String told() {
        String why = switch (cause) {
            case UNDECLARED -> "the policy does not declare it";
            case SURFACE -> "the policy declares it for another surface";
            case NOT_ALLOWED -> "its purpose is not allowed";
            case LIFETIME -> "it would stay longer than declared";
            case PLACE -> "it would be set with another path or domain than declared, and could not be taken back";
        };
        return "cookie '" + cookie + "'"
                + purpose.map(id -> " for purpose '" + id + "'").orElse("")
                + " on " + surface + ": " + why + " (" + cause + ")";
    }
}
