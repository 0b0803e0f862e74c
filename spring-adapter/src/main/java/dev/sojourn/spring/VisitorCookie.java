package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** Gives a browser the random id under which its visitor's choices are kept, and nothing else. */
final class VisitorCookie {

    private final String name;
    private final Duration age;
    private final VisitorResolver resolver;

    VisitorCookie(String name, Duration age) {
        this.name = name;
        this.age = age;
        this.resolver = new VisitorResolver(name);
    }

    /** Who the browser says it is; only ids of the form given out here count. */
    Optional<DataSubject> in(HttpServletRequest request) {
        return resolver.of(request);
    }

    DataSubject begin(HttpServletRequest request, HttpServletResponse response) {
        DataSubject visitor = DataSubject.of(UUID.randomUUID().toString()).as(VisitorResolver.KIND);
        give(visitor, request, response);
        return visitor;
    }

    void give(DataSubject visitor, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, visitor.id())
                        .path(request.getContextPath() + "/")
                        .maxAge(age)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }
}
