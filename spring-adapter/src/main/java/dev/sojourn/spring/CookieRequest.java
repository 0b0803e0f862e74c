package dev.sojourn.spring;

import dev.sojourn.processing.SetCookie;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A request whose session and asynchronous part stay in sight. The container sets the cookie of a session beneath every
 * response that wraps its own: it can be judged and told, and not held back.
 */
final class CookieRequest extends HttpServletRequestWrapper {

    private static final String USUAL_SESSION_COOKIE = "JSESSIONID";

    private final CookieExchange exchange;
    private final HttpServletResponse response;

    CookieRequest(HttpServletRequest request, HttpServletResponse response, CookieExchange exchange) {
        super(request);
        this.response = response;
        this.exchange = exchange;
    }

    @Override
    public HttpSession getSession() {
        return getSession(true);
    }

    @Override
    public HttpSession getSession(boolean create) {
        HttpSession present = super.getSession(false);
        if (present != null || !create) {
            return present;
        }
        judgeSession();
        return super.getSession(true);
    }

    @Override
    public String changeSessionId() {
        judgeSession();
        return super.changeSessionId();
    }

    /** Without it the asynchronous part would answer through the container's own response. */
    @Override
    public AsyncContext startAsync() {
        return super.startAsync(this, response);
    }

    private void judgeSession() {
        sessionCookie(getServletContext()).ifPresent(exchange::containerSets);
    }

    /** The cookie a session would be tracked by; empty where sessions are tracked otherwise. */
    static Optional<SetCookie> sessionCookie(ServletContext context) {
        if (!context.getEffectiveSessionTrackingModes().contains(SessionTrackingMode.COOKIE)) {
            return Optional.empty();
        }
        SessionCookieConfig config = context.getSessionCookieConfig();
        String name = Optional.ofNullable(config.getName()).orElse(USUAL_SESSION_COOKIE);
        Optional<Duration> lifetime =
                config.getMaxAge() < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(config.getMaxAge()));
        String path = Optional.ofNullable(config.getPath())
                .or(() -> Optional.of(context.getContextPath()))
                .filter(written -> !written.isEmpty())
                .orElse("/");
        Optional<String> domain =
                Optional.ofNullable(config.getDomain()).map(written -> written.toLowerCase(Locale.ROOT));
        return Optional.of(new SetCookie(name, lifetime, path, domain));
    }
}
