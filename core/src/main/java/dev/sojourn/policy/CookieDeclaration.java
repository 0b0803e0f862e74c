package dev.sojourn.policy;

import java.time.Period;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A cookie the policy tells people of: what it is called, what it is for, how long it may stay, whose it is and where it is
 * set (ePrivacy Directive 5(3), GDPR 13(2)(a)). One that is not declared may not be set.
 *
 * <p>Immutable. A cookie whose purpose is on consent may be set once that consent stands, one on another basis as that basis
 * allows.
 *
 * @param name the cookie's name; a {@code *} at its end stands for anything
 * @param purpose the id of the purpose it serves: its category
 * @param longest the longest time it may stay after it was set, calendar-true in the controller's zone; empty for one that
 *     ends with the browser's session
 * @param setBy who sets it; empty for the controller itself, the first party
 * @param surfaces where it may be set; never empty
 */
public record CookieDeclaration(
        String name, String purpose, Optional<Period> longest, Optional<Party> setBy, Set<Surface> surfaces) {

    private static final String ANYTHING = "*";

    /** Checks the parts. */
    public CookieDeclaration {
        Words.named("cookie", name);
        Words.named("purpose of cookie '" + name + "'", purpose);
        Objects.requireNonNull(longest, "longest");
        Objects.requireNonNull(setBy, "setBy");
        if (surfaces.isEmpty()) {
            throw new IllegalArgumentException(
                    "cookie '" + name + "' is set nowhere: name at least one surface, such as OWN_SITE");
        }
        surfaces = Set.copyOf(surfaces);
    }

    /**
     * A cookie of the controller's own site that ends with the browser's session.
     *
     * @param name the cookie's name; a {@code *} at its end stands for anything
     * @param purpose what it is for
     * @return the declaration
     */
    public static CookieDeclaration named(String name, Purpose purpose) {
        return new CookieDeclaration(
                name, purpose.id(), Optional.empty(), Optional.empty(), EnumSet.of(Surface.OWN_SITE));
    }

    /**
     * The same for a cookie that outlives the session.
     *
     * @param longest the longest time it may stay
     * @return the declaration
     */
    public CookieDeclaration atMost(Period longest) {
        return new CookieDeclaration(name, purpose, Optional.of(longest), setBy, surfaces);
    }

    /**
     * The same for a cookie that somebody else sets.
     *
     * @param party who sets it
     * @return the declaration
     */
    public CookieDeclaration setBy(Party party) {
        return new CookieDeclaration(name, purpose, longest, Optional.of(party), surfaces);
    }

    /**
     * The same for other surfaces.
     *
     * @param first where it may be set
     * @param more where else
     * @return the declaration
     */
    public CookieDeclaration on(Surface first, Surface... more) {
        return new CookieDeclaration(name, purpose, longest, setBy, EnumSet.of(first, more));
    }

    /**
     * Whether a cookie is this one.
     *
     * @param cookie its name as it is sent, in which case matters
     * @return whether the declared name stands for it
     */
    public boolean covers(String cookie) {
        return isPattern() ? cookie.startsWith(name.substring(0, name.length() - 1)) : cookie.equals(name);
    }

    boolean isPattern() {
        return name.endsWith(ANYTHING);
    }

    /** Everything declared, in a fixed order: the policy's digest reads it. */
    String canonical() {
        return CanonicalText.of("cookie", name)
                .with("purpose", purpose)
                .with("longest", longest)
                .with("set by", setBy.map(Party::name))
                .withAll("surfaces", surfaces.stream().map(Enum::name).collect(Collectors.toSet()))
                .toString();
    }
}
