package dev.sojourn.spring;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Stands before everything that sets cookies, the filters of log-ins and sessions included, in every dispatch of a request;
 * and answers for the site under the well-known address of the Global Privacy Control.
 */
final class CookieFilter extends OncePerRequestFilter implements Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(CookieFilter.class);

    private final CookieControl control;

    CookieFilter(CookieControl control) {
        this.control = control;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 10;
    }

    /** What the container will set beneath this filter is told where it can still be mended: at start-up. */
    @Override
    protected void initFilterBean() {
        if (control.mode() == CookieMode.OFF) {
            return;
        }
        Optional.ofNullable(getServletContext())
                .flatMap(CookieRequest::sessionCookie)
                .filter(cookie -> !control.isEssential(cookie))
                .ifPresent(cookie -> LOG.warn(
                        "cookie '{}' of the container's sessions is not declared as strictly necessary for as long as it"
                                + " stays, and leaves all the same: declare it under {}.cookies, or track sessions"
                                + " otherwise",
                        cookie.name(),
                        PolicyReader.ROOT));
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterNestedErrorDispatch(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        doFilterInternal(request, response, chain);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isForTheWellKnownAddress(request)) {
            answerForTheSite(request, response);
            return;
        }
        CookieExchange exchange = CookieExchange.of(request, control);
        boolean judged =
                control.mode() != CookieMode.OFF && WebUtils.getNativeResponse(response, CookieResponse.class) == null;
        if (!judged) {
            chain.doFilter(request, response);
            return;
        }
        CookieResponse held = new CookieResponse(response, exchange);
        CookieRequest seen = new CookieRequest(request, held, exchange);
        chain.doFilter(seen, held);
        if (!seen.isAsyncStarted()) {
            held.takeBack();
        }
    }

    private boolean isForTheWellKnownAddress(HttpServletRequest request) {
        return control.signal().isHonoured()
                && (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                && PathSurfaces.pathOf(request).equals(GlobalPrivacyControl.RESOURCE);
    }

    private void answerForTheSite(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = control.signal().resource().getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(body);
        }
    }
}
