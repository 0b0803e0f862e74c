package dev.sojourn.processing;

import dev.sojourn.policy.CookieDeclaration;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Surface;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides which cookies may be set on a person's device (ePrivacy Directive 5(3)): declared ones only, on the surface they
 * are declared for, for purposes that are allowed, no longer than declared, and where a withdrawal can take them back.
 *
 * <p>Essential cookies pass without consent, within their lifetime. Taking a cookie back always passes. Where several
 * declarations stand for a name, an exact name counts before a pattern, and a longer pattern before a shorter one.
 *
 * <p>Thread-safe. Methods throw {@link NullPointerException} for a null, and nothing else of their own.
 */
public final class CookieGate {

    private final Policy policy;
    private final Clock clock;

    /**
     * A gate over a policy's cookies.
     *
     * @param policy declares them
     * @param clock the time
     */
    public CookieGate(Policy policy, Clock clock) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Judges a cookie about to be set.
     *
     * @param cookie the cookie
     * @param surface where it is set
     * @param mayServe whether the person's data may be used for a purpose, by its id; asked for no essential cookie
     * @return whether it may be set
     */
    public CookieVerdict judge(SetCookie cookie, Surface surface, Predicate<String> mayServe) {
        Objects.requireNonNull(surface, "surface");
        Objects.requireNonNull(mayServe, "mayServe");
        if (cookie.isTakenBack()) {
            return CookieVerdict.Allowed.TAKEN_BACK;
        }
        List<CookieDeclaration> declared = declared(cookie.name());
        Optional<CookieDeclaration> here = declared.stream()
                .filter(one -> one.surfaces().contains(surface))
                .findFirst();
        if (here.isEmpty()) {
            return declared.isEmpty()
                    ? new CookieVerdict.Refused(CookieVerdict.Cause.UNDECLARED, Optional.empty())
                    : refused(CookieVerdict.Cause.SURFACE, declared.get(0));
        }
        CookieDeclaration declaration = here.get();
        if (!declaration.essential() && !mayServe.test(declaration.purpose())) {
            return refused(CookieVerdict.Cause.NOT_ALLOWED, declaration);
        }
        Instant now = clock.instant();
        Optional<Instant> latest = latest(declaration, now);
        if (cookie.lifetime()
                .filter(asked -> latest.isEmpty() || asked.compareTo(Duration.between(now, latest.get())) > 0)
                .isPresent()) {
            return refused(CookieVerdict.Cause.LIFETIME, declaration);
        }
        return declaration.essential() || isWhereDeclared(cookie, declaration)
                ? new CookieVerdict.Allowed(Optional.of(declaration.purpose()), latest)
                : refused(CookieVerdict.Cause.PLACE, declaration);
    }

    /**
     * Of the cookies a browser sent, those that must not stay: declared, not essential, and for purposes of which none is
     * allowed any longer. What was never declared is left alone, for nobody knows where it was set.
     *
     * @param names the names of the cookies the browser sent
     * @param isOver whether a purpose, by its id, is known to be allowed no longer; false in doubt
     * @return each with every place it may have been set in
     */
    public List<CookieToExpire> toExpire(Collection<String> names, Predicate<String> isOver) {
        Objects.requireNonNull(isOver, "isOver");
        return names.stream().distinct().flatMap(name -> toExpire(name, isOver)).toList();
    }

    private Stream<CookieToExpire> toExpire(String name, Predicate<String> isOver) {
        List<CookieDeclaration> declared = declared(name);
        boolean stays = declared.stream().anyMatch(one -> one.essential() || !isOver.test(one.purpose()));
        return stays
                ? Stream.empty()
                : declared.stream()
                        .map(one -> new CookieToExpire(name, one.path(), one.domain(), one.surfaces()))
                        .distinct();
    }

    /** The most specific first. */
    private List<CookieDeclaration> declared(String name) {
        return policy.cookies().stream()
                .filter(cookie -> cookie.covers(name))
                .sorted(Comparator.comparingInt(CookieGate::specificity).reversed())
                .toList();
    }

    /** Calendar-true in the zone of the controller: a month is never thirty days. */
    private Optional<Instant> latest(CookieDeclaration cookie, Instant now) {
        return cookie.longest()
                .map(longest -> now.atZone(policy.zone()).plus(longest).toInstant());
    }

    /** A browser takes a cookie back by name, domain and path together. */
    private static boolean isWhereDeclared(SetCookie cookie, CookieDeclaration declaration) {
        return cookie.path().equals(declaration.path()) && cookie.domain().equals(declaration.domain());
    }

    private static int specificity(CookieDeclaration cookie) {
        return cookie.isPattern() ? cookie.name().length() : Integer.MAX_VALUE;
    }

    private static CookieVerdict refused(CookieVerdict.Cause cause, CookieDeclaration declaration) {
        return new CookieVerdict.Refused(cause, Optional.of(declaration.purpose()));
    }
}
