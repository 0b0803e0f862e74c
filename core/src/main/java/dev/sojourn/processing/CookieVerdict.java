package dev.sojourn.processing;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a cookie may be set, and how long it may stay.
 *
 * <p>Immutable. It names the cookie's purpose, never the person.
 */
public sealed interface CookieVerdict {

    /**
     * It may be set as it is.
     *
     * @param purpose the purpose it serves; empty when a cookie is taken back, which always passes
     * @param latest when it must have expired at the latest, UTC; empty for one that ends with the session
     */
    record Allowed(Optional<String> purpose, Optional<Instant> latest) implements CookieVerdict {

        static final Allowed TAKEN_BACK = new Allowed(Optional.empty(), Optional.empty());

        /** Checks the parts. */
        public Allowed {
            Objects.requireNonNull(purpose, "purpose");
            Objects.requireNonNull(latest, "latest");
        }
    }

    /**
     * It may not be set, or not as it is.
     *
     * @param cause why
     * @param purpose the purpose it was declared for; empty for one that is not declared
     */
    record Refused(Cause cause, Optional<String> purpose) implements CookieVerdict {
        /** Checks the parts. */
        public Refused {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(purpose, "purpose");
        }
    }

    /** Why a cookie may not be set; the set is closed. */
    enum Cause {
        /** The policy does not declare it. */
        UNDECLARED,
        /** The policy declares it for another surface. */
        SURFACE,
        /** The person's data may not be used for its purpose: most often, no consent stands. */
        NOT_ALLOWED,
        /** It would stay longer than declared. */
        LIFETIME,
        /** It would be set with another path or domain than declared, where a withdrawal could not take it back. */
        PLACE
    }
}
