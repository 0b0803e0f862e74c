package dev.sojourn.spring;

import dev.sojourn.processing.Decision;
import dev.sojourn.processing.ProcessingDenied;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers a denied call with 403 and a problem body (RFC 9457), after the application's own handlers had their turn. */
final class Denials implements HandlerExceptionResolver, DenialDisclosure, Ordered {

    private static final String TOLD = Denials.class.getName();
    private static final String TYPE = "urn:sojourn:processing-denied";

    private final Optional<String> preferences;

    Denials(Optional<String> preferences) {
        this.preferences = preferences;
    }

    @Override
    public void mayBeTold() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(TOLD, true, RequestAttributes.SCOPE_REQUEST);
        }
    }

    @Override
    public int getOrder() {
        return 1;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!(exception instanceof ProcessingDenied denied) || response.isCommitted()) {
            return null;
        }
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType("application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        try {
            response.getOutputStream()
                    .write(body(denied.decision(), request.getAttribute(TOLD) != null)
                            .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        }
        return new ModelAndView();
    }

    private String body(Decision.Denied denied, boolean told) {
        StringBuilder body =
                new StringBuilder("{\"type\":\"" + TYPE + "\",\"title\":\"Processing is not allowed\",\"status\":403");
        body.append(",\"purpose\":").append(quoted(denied.purpose()));
        preferences.ifPresent(url -> body.append(",\"preferences\":").append(quoted(url)));
        if (told) {
            body.append(",\"reason\":").append(quoted(denied.reason().name()));
            denied.since().ifPresent(since -> body.append(",\"since\":").append(quoted(since.toString())));
        }
        return body.append('}').toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else if (letter < ' ' || letter == '<' || letter == '>') {
                quoted.append(String.format("\\u%04x", (int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }
}
