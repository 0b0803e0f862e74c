package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Jurisdiction;
import dev.sojourn.policy.Surface;
import dev.sojourn.processing.CookieToExpire;
import dev.sojourn.processing.CookieVerdict;
import dev.sojourn.processing.Decision;
import dev.sojourn.processing.DenialReason;
import dev.sojourn.processing.SetCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request and its response: whom they are about, where, and what may be set on the device. */
final class CookieExchange {

    private static final String ATTRIBUTE = CookieExchange.class.getName();
    private static final CookieVerdict.Refused UNREADABLE =
            new CookieVerdict.Refused(CookieVerdict.Cause.UNDECLARED, Optional.empty());

    private final CookieControl control;
    private final HttpServletRequest request;
    private final Surface surface;
    private final String defaultPath;
    private final List<String> sent;
    private final Jurisdiction where;
    private volatile Optional<DataSubject> known = Optional.empty();
    private volatile boolean signalled;

    private CookieExchange(CookieControl control, HttpServletRequest request) {
        this.control = control;
        this.request = request;
        this.surface = control.surfaces().of(request);
        this.defaultPath = SetCookieHeader.defaultPath(
                Optional.ofNullable(request.getRequestURI()).orElse("/"));
        this.sent = Stream.ofNullable(request.getCookies())
                .flatMap(Arrays::stream)
                .map(Cookie::getName)
                .toList();
        this.where = control.jurisdictions().of(request);
        this.signalled = control.signal().isHonoured() && GlobalPrivacyControl.isOn(request);
    }

    /** The exchange of a request, whichever of its dispatches this is. */
    static CookieExchange of(HttpServletRequest request, CookieControl control) {
        Optional<CookieExchange> begun = begun(request);
        CookieExchange exchange = begun.orElseGet(() -> new CookieExchange(control, request));
        if (begun.isEmpty()) {
            request.setAttribute(ATTRIBUTE, exchange);
        }
        return exchange;
    }

    static Optional<CookieExchange> begun(HttpServletRequest request) {
        return Optional.ofNullable((CookieExchange) request.getAttribute(ATTRIBUTE));
    }

    /** Whether a cookie may leave; what cannot be read is nobody's declared cookie. */
    boolean lets(String header) {
        Optional<SetCookie> read = control.reader().read(header, defaultPath);
        return read.isPresent() ? lets(read.get(), true) : control.refused("", UNREADABLE, surface, true);
    }

    boolean lets(Cookie cookie) {
        return lets(control.reader().read(cookie, defaultPath), true);
    }

    /** The container sets it beneath everything that could hold it back. */
    void containerSets(SetCookie cookie) {
        lets(cookie, false);
    }

    private boolean lets(SetCookie cookie, boolean strippable) {
        CookieVerdict verdict = control.gate().judge(cookie, surface, this::mayServe);
        return !(verdict instanceof CookieVerdict.Refused refused)
                || control.refused(cookie.name(), refused, surface, strippable);
    }

    /** Takes back what the browser still has of purposes that are over; once in a response. */
    void takeBack(HttpServletResponse response) {
        if (sent.isEmpty() || !control.takesBack() || response.isCommitted()) {
            return;
        }
        for (CookieToExpire cookie : control.gate().toExpire(sent, this::isOver)) {
            String line = CookieLine.takingBack(cookie, request.isSecure());
            if (!response.getHeaders("Set-Cookie").contains(line)) {
                response.addHeader("Set-Cookie", line);
            }
        }
    }

    /**
     * Deals with the browser's signal where it counts: remembers it for the visitor and for who is logged in, and tells
     * caches that the answer depends on it. Called once the request's person is known.
     */
    void hear(HttpServletResponse response) {
        Set<String> reached = control.signal().reached(where);
        if (reached.isEmpty()) {
            return;
        }
        if (response.getHeaders("Vary").stream().noneMatch(GlobalPrivacyControl.HEADER::equalsIgnoreCase)) {
            response.addHeader("Vary", GlobalPrivacyControl.HEADER);
        }
        List<DataSubject> about = Stream.concat(control.visitors().of(request).stream(), subject().stream())
                .distinct()
                .toList();
        if (signalled && !about.isEmpty()) {
            about.forEach(subject -> control.signal().record(subject, where));
            signalled = false;
        }
    }

    private boolean mayServe(String purpose) {
        if (isSignalOpen(purpose)) {
            return false;
        }
        return subject()
                .map(subject -> control.sojourn().gate().of(subject, where).may(purpose))
                .orElseGet(() -> startsUnasked(purpose));
    }

    /** In doubt nothing is taken away: a store that cannot be read says nothing of a consent. */
    private boolean isOver(String purpose) {
        if (isSignalOpen(purpose)) {
            return true;
        }
        return subject()
                .map(subject ->
                        control.sojourn().gate().of(subject, where).decide(purpose) instanceof Decision.Denied denied
                                && denied.reason() != DenialReason.STORE_ERROR)
                .orElseGet(() -> !startsUnasked(purpose));
    }

    /** A signal that is not recorded for anybody counts for the request it came with. */
    private boolean isSignalOpen(String purpose) {
        return signalled && control.signal().reaches(purpose, where);
    }

    private boolean startsUnasked(String purpose) {
        return control.concerningAnybody(purpose)
                .filter(declared -> declared.isOptOutIn(where))
                .isPresent();
    }

    /** Who was there last counts where nobody knows any longer, such as after the log-in's own filters. */
    private Optional<DataSubject> subject() {
        Optional<DataSubject> present = control.subjects().current();
        if (present.isPresent()) {
            known = present;
        }
        return known.or(() -> control.visitors().of(request));
    }

    static boolean isSetCookie(@Nullable String header) {
        if (header == null) {
            return false;
        }
        String name = header.trim();
        return name.equalsIgnoreCase("Set-Cookie") || name.equalsIgnoreCase("Set-Cookie2");
    }
}
