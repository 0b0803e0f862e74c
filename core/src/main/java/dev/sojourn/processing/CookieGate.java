package dev.sojourn.processing;

import dev.sojourn.policy.CookieDeclaration;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Surface;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides which cookies may be set on a visitor's device (ePrivacy Directive 5(3)): declared ones only, where they are
 * declared for, for purposes that are allowed, and no longer than declared.
 *
 * <p>Thread-safe.
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
     * @param name its name as it is sent
     * @param surface where
     * @param lifetime how long it is to stay; empty for one that ends with the session
     * @param mayServe whether the visitor's data may be used for a purpose, by its id
     * @return whether it may be set
     */
    public CookieVerdict judge(
            String name, Surface surface, Optional<Duration> lifetime, Predicate<String> mayServe) {
        List<CookieDeclaration> declared = policy.cookies().stream()
                .filter(cookie -> cookie.covers(name))
                .toList();
        if (declared.isEmpty()) {
            return new CookieVerdict.Refused(CookieVerdict.Cause.UNDECLARED, Optional.empty());
        }
        Optional<CookieDeclaration> here = declared.stream()
                .filter(cookie -> cookie.surfaces().contains(surface))
                .max(Comparator.comparingInt(CookieGate::specificity));
        if (here.isEmpty()) {
            return new CookieVerdict.Refused(
                    CookieVerdict.Cause.SURFACE, Optional.of(declared.get(0).purpose()));
        }
        CookieDeclaration cookie = here.get();
        Optional<String> purpose = Optional.of(cookie.purpose());
        if (!mayServe.test(cookie.purpose())) {
            return new CookieVerdict.Refused(CookieVerdict.Cause.NOT_ALLOWED, purpose);
        }
        Instant now = clock.instant();
        Optional<Instant> latest = latest(cookie, now);
        boolean tooLong = lifetime.filter(asked ->
                        latest.isEmpty() || asked.compareTo(Duration.between(now, latest.get())) > 0)
                .isPresent();
        return tooLong
                ? new CookieVerdict.Refused(CookieVerdict.Cause.LIFETIME, purpose)
                : new CookieVerdict.Allowed(cookie.purpose(), latest);
    }

    /**
     * The cookies of purposes that are not allowed: what a visitor sends of them was set under a consent that is over.
     *
     * @param names the names of cookies the visitor sent
     * @param surface where
     * @param mayServe whether the visitor's data may be used for a purpose, by its id
     * @return those of them that are declared and may no longer stay
     */
    public List<String> expired(List<String> names, Surface surface, Predicate<String> mayServe) {
        return names.stream()
                .filter(name -> judge(name, surface, Optional.empty(), mayServe)
                                instanceof CookieVerdict.Refused refused
                        && refused.cause() == CookieVerdict.Cause.NOT_ALLOWED)
                .toList();
    }

    /** Calendar-true in the zone of the controller: a month is never thirty days. */
    private Optional<Instant> latest(CookieDeclaration cookie, Instant now) {
        ZonedDateTime set = now.atZone(policy.zone());
        return cookie.longest().map(longest -> set.plus(longest).toInstant());
    }

    /** An exact name before a pattern, a longer pattern before a shorter one. */
    private static int specificity(CookieDeclaration cookie) {
        return cookie.name().endsWith("*") ? cookie.name().length() : Integer.MAX_VALUE;
    }
}
