package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The visitor whose first-party cookie came with the present request. */
final class VisitorResolver implements SubjectResolver {

    /** The kind of subject a visitor is. */
    static final String KIND = "visitor";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String cookie;

    VisitorResolver(String cookie) {
        this.cookie = cookie;
    }

    @Override
    public Optional<DataSubject> current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : Optional.empty();
    }

    /** Only an id of the form this adapter gives out names a visitor: anything else was made up elsewhere. */
    Optional<DataSubject> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(sent -> sent.getName().equals(cookie))
                .map(Cookie::getValue)
                .filter(value -> value != null && ID.matcher(value).matches())
                .map(value -> DataSubject.of(value).as(KIND))
                .findFirst();
    }
}
