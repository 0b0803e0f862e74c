package dev.sojourn.spring;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Stands before the consent endpoints: judges who calls, from where and how much, before anything sent is read. */
final class PreferenceDoor implements HandlerInterceptor {

    /** Answers to every purpose of a large policy take a few kilobytes. */
    private static final int MOST_BYTES = 16_384;

    private final PreferenceCallers callers;
    private final Predicate<HttpServletRequest> sameOrigin;

    PreferenceDoor(PreferenceCallers callers, Predicate<HttpServletRequest> sameOrigin) {
        this.callers = callers;
        this.sameOrigin = sameOrigin;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method) || method.getBeanType() != PreferenceEndpoints.class) {
            return true;
        }
        response.setHeader("Cache-Control", "no-store");
        callers.admitted(request);
        if (request.getMethod().equals("POST")) {
            checkOrigin(request);
            checkSize(request);
        }
        return true;
    }

    private void checkOrigin(HttpServletRequest request) {
        if (!sameOrigin.test(request)) {
            throw new PreferenceFault(
                    HttpStatus.FORBIDDEN, "foreign", "Answers are taken from pages of this application alone.");
        }
    }

    private static void checkSize(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length < 0) {
            throw new PreferenceFault(
                    HttpStatus.LENGTH_REQUIRED, "without-length", "Send the length of the body with it.");
        }
        if (length > MOST_BYTES) {
            throw new PreferenceFault(
                    HttpStatus.valueOf(413), "too-large", "A body takes " + MOST_BYTES + " bytes at most.");
        }
    }
}
