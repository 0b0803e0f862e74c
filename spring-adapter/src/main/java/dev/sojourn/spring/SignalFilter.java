package dev.sojourn.spring;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Stands behind the filters of log-ins, where it is known whom a request is about: hears the browser's signal, and takes
 * cookies back before any handler can send the response off.
 */
final class SignalFilter extends OncePerRequestFilter implements Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(SignalFilter.class);

    /** Spring Boot puts the filters of Spring Security at -100. */
    private static final int BEHIND_LOG_INS = -90;

    @Override
    public int getOrder() {
        return BEHIND_LOG_INS;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        CookieExchange.begun(request).ifPresent(exchange -> hear(exchange, response));
        Optional.ofNullable(WebUtils.getNativeResponse(response, CookieResponse.class))
                .ifPresent(CookieResponse::takeBack);
        chain.doFilter(request, response);
    }

    /** A signal that could not be recorded still counts for its own request, which must not fail for it. */
    private static void hear(CookieExchange exchange, HttpServletResponse response) {
        try {
            exchange.hear(response);
        } catch (RuntimeException e) {
            LOG.warn(
                    "a browser's signal to opt out could not be recorded, and is honoured for its request alone: {}",
                    e.getClass().getName());
        }
    }
}
