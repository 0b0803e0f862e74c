package dev.sojourn.policy;

import java.time.Period;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A cookie the policy tells people of: what it is called, what it is for, how long it may stay, whose it is and where it is
 * set (ePrivacy Directive 5(3), GDPR 13(2)(a)). One that is not declared may not be set.
 *
 * <p>Immutable. An essential cookie needs no consent: without it, a service the person asked for does not work. Any other
 * serves a purpose on consent, and may be set once that consent stands.
 *
 * @param name the cookie's name; a {@code *} at its end stands for anything
 * @param purpose the id of the purpose it serves: its category
 * @param essential whether it is strictly necessary for a service the person asked for
 * @param longest the longest time it may stay after it was set, calendar-true in the controller's zone; empty for one that
 *     ends with the browser's session
 * @param setBy who sets it; empty for the controller itself, the first party
 * @param surfaces where it may be set; never empty
 * @param path the path it is set with: only with it can the cookie be taken back; {@code /} unless declared otherwise
 * @param domain the domain it is set with; empty for a cookie of one host, which is set without
 */
public record CookieDeclaration(
        String name,
        String purpose,
        boolean essential,
        Optional<Period> longest,
        Optional<Party> setBy,
        Set<Surface> surfaces,
        String path,
        Optional<String> domain) {

    private static final String ANYTHING = "*";

    /** Checks the parts. */
    public CookieDeclaration {
        Words.named("cookie", name);
        Words.named("purpose of cookie '" + name + "'", purpose);
        Words.named("path of cookie '" + name + "'", path);
        Objects.requireNonNull(longest, "longest");
        Objects.requireNonNull(setBy, "setBy");
        Objects.requireNonNull(domain, "domain");
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
                name,
                purpose.id(),
                false,
                Optional.empty(),
                Optional.empty(),
                EnumSet.of(Surface.OWN_SITE),
                "/",
                Optional.empty());
    }

    /**
     * The same for a cookie without which a service the person asked for does not work: it needs no consent.
     *
     * @return the declaration, essential
     */
    public CookieDeclaration strictlyNecessary() {
        return new CookieDeclaration(name, purpose, true, longest, setBy, surfaces, path, domain);
    }

    /**
     * The same for a cookie that outlives the session.
     *
     * @param longest the longest time it may stay
     * @return the declaration
     */
    public CookieDeclaration atMost(Period longest) {
        return new CookieDeclaration(name, purpose, essential, Optional.of(longest), setBy, surfaces, path, domain);
    }

    /**
     * The same for a cookie that somebody else sets.
     *
     * @param party who sets it
     * @return the declaration
     */
    public CookieDeclaration setBy(Party party) {
        return new CookieDeclaration(name, purpose, essential, longest, Optional.of(party), surfaces, path, domain);
    }

    /**
     * The same for other surfaces.
     *
     * @param first where it may be set
     * @param more where else
     * @return the declaration
     */
    public CookieDeclaration on(Surface first, Surface... more) {
        return new CookieDeclaration(name, purpose, essential, longest, setBy, EnumSet.of(first, more), path, domain);
    }

    /**
     * The same for a cookie of one part of a site.
     *
     * @param path the path it is set with, such as {@code /shop}
     * @return the declaration
     */
    public CookieDeclaration underPath(String path) {
        return new CookieDeclaration(name, purpose, essential, longest, setBy, surfaces, path, domain);
    }

    /**
     * The same for a cookie that all hosts of a domain receive.
     *
     * @param domain the domain it is set with, such as {@code example.com}; without a leading dot
     * @return the declaration
     */
    public CookieDeclaration inDomain(String domain) {
        return new CookieDeclaration(name, purpose, essential, longest, setBy, surfaces, path, Optional.of(domain));
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

    /**
     * Whether the declared name stands for many.
     *
     * @return true for a name that ends in {@code *}
     */
    public boolean isPattern() {
        return name.endsWith(ANYTHING);
    }

    /** Everything declared, in a fixed order: the policy's digest reads it. */
    String canonical() {
        return CanonicalText.of("cookie", name)
                .with("purpose", purpose)
                .with("essential", essential)
                .with("longest", longest)
                .with("set by", setBy.map(Party::name))
                .withAll("surfaces", surfaces.stream().map(Enum::name).toList())
                .with("path", path)
                .with("domain", domain)
                .toString();
    }
}
