package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Surface;
import dev.sojourn.processing.CookieGate;
import dev.sojourn.processing.CookieVerdict;
import dev.sojourn.processing.SetCookie;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all requests share: how cookies are judged, whom a request is about, and who is told of a refusal. */
final class CookieControl {

    private static final Logger LOG = LoggerFactory.getLogger(CookieControl.class);

    /** Past this many different refusals, which are mistakes of the application's, the log repeats none. */
    private static final int MOST_TOLD = 1_000;

    private final Policy policy;
    private final Supplier<Sojourn> sojourn;
    private final CookieMode mode;
    private final SurfaceResolver surfaces;
    private final JurisdictionResolver jurisdictions;
    private final Supplier<SubjectResolver> subjects;
    private final VisitorResolver visitors;
    private final GlobalPrivacyControl signal;
    private final CookieGate gate;
    private final SetCookieHeader reader;
    private final Consumer<CookieRefusal> told;
    private final Set<CookieRefusal> logged = ConcurrentHashMap.newKeySet();

    CookieControl(
            Policy policy,
            Supplier<Sojourn> sojourn,
            CookieMode mode,
            SurfaceResolver surfaces,
            JurisdictionResolver jurisdictions,
            Supplier<SubjectResolver> subjects,
            VisitorResolver visitors,
            GlobalPrivacyControl signal,
            Clock clock,
            Consumer<CookieRefusal> told) {
        this.policy = policy;
        this.sojourn = sojourn;
        this.mode = mode;
        this.surfaces = surfaces;
        this.jurisdictions = jurisdictions;
        this.subjects = subjects;
        this.visitors = visitors;
        this.signal = signal;
        this.gate = new CookieGate(policy, clock);
        this.reader = new SetCookieHeader(clock);
        this.told = told;
    }

    Sojourn sojourn() {
        return sojourn.get();
    }

    CookieMode mode() {
        return mode;
    }

    SurfaceResolver surfaces() {
        return surfaces;
    }

    JurisdictionResolver jurisdictions() {
        return jurisdictions;
    }

    SubjectResolver subjects() {
        return subjects.get();
    }

    VisitorResolver visitors() {
        return visitors;
    }

    GlobalPrivacyControl signal() {
        return signal;
    }

    CookieGate gate() {
        return gate;
    }

    SetCookieHeader reader() {
        return reader;
    }

    /** Whether the policy has anything that could be taken back. */
    boolean takesBack() {
        return (mode == CookieMode.STRIP || mode == CookieMode.FAIL)
                && policy.cookies().stream().anyMatch(cookie -> !cookie.essential());
    }

    /** Whether a cookie passes everywhere, whoever is asked. */
    boolean isEssential(SetCookie cookie) {
        return Stream.of(Surface.values())
                .filter(surface -> policy.cookies().stream()
                        .anyMatch(declared -> declared.surfaces().contains(surface)))
                .allMatch(surface -> gate.judge(cookie, surface, nobody -> false) instanceof CookieVerdict.Allowed);
    }

    /** A purpose as somebody is asked about who never was. */
    Optional<Purpose> concerningAnybody(String purpose) {
        return policy.purpose(purpose)
                .filter(declared ->
                        declared.kinds().isEmpty() || declared.kinds().contains(VisitorResolver.KIND));
    }

    /**
     * Tells of a refusal.
     *
     * @return whether the cookie may leave all the same
     */
    boolean refused(String cookie, CookieVerdict.Refused verdict, Surface surface, boolean strippable) {
        boolean stripped = strippable && mode != CookieMode.REPORT_ONLY;
        CookieRefusal refusal = new CookieRefusal(cookie, verdict.cause(), verdict.purpose(), surface, stripped);
        if (logged.size() < MOST_TOLD && logged.add(refusal)) {
            LOG.warn("{}; {}", refusal.told(), stripped ? "it did not leave" : "it left all the same");
        } else {
            LOG.debug("{}; {}", refusal.told(), stripped ? "it did not leave" : "it left all the same");
        }
        told.accept(refusal);
        if (mode == CookieMode.FAIL) {
            throw new CookieRefused(refusal);
        }
        return !stripped;
    }
}
