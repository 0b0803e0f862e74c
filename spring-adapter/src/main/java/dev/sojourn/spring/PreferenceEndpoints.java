package dev.sojourn.spring;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.DataSubject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a preference centre and a cookie banner ask and tell; whoever gets here has passed the door. */
@RestController
@RequestMapping("${sojourn.preferences.path:/sojourn/preferences}")
class PreferenceEndpoints {

    private final PreferenceCallers callers;
    private final VisitorCookie visitors;
    private final Preferences preferences;

    PreferenceEndpoints(PreferenceCallers callers, VisitorCookie visitors, Preferences preferences) {
        this.callers = callers;
        this.visitors = visitors;
        this.preferences = preferences;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    PreferenceBody.Current current(
            @RequestParam(name = "surface", required = false) @Nullable String surface,
            @RequestParam(name = "language", required = false) @Nullable String language,
            HttpServletRequest request) {
        AskingSurface asked = preferences.surface(surface);
        return preferences.of(callers.admitted(request), asked, languages(language, request));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    PreferenceBody.Current answer(
            @RequestBody PreferenceBody.Answers answers, HttpServletRequest request, HttpServletResponse response) {
        AskingSurface asked = preferences.surface(answers.surface());
        Optional<DataSubject> known = callers.admitted(request);
        Preferences.Form form = preferences.form(known, asked, answers);
        DataSubject subject = known.orElseGet(() -> visitors.begin(request, response));
        preferences.record(subject, form);
        return preferences.of(Optional.of(subject), asked, languages(null, request));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refused(PreferenceFault fault) {
        return problem(fault.status(), fault.type(), String.valueOf(fault.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> unreadable(HttpMessageNotReadableException unreadable) {
        return problem(HttpStatus.BAD_REQUEST, "unreadable", "The body is not the JSON that is expected here.");
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> storeFailed(StoreException failed) {
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "store",
                "Choices can be neither read nor recorded now: try again later.");
    }

    private static ResponseEntity<Map<String, Object>> problem(HttpStatus status, String type, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Map.of("type", "urn:sojourn:preferences:" + type, "status", status.value(), "detail", detail));
    }

    private static List<Locale> languages(@Nullable String language, HttpServletRequest request) {
        return language != null && !language.isBlank()
                ? List.of(Locale.forLanguageTag(language))
                : Collections.list(request.getLocales());
    }
}
