package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;

/** Who calls the consent endpoints, and whether they may: nobody, unless the application said so. */
final class PreferenceCallers {

    private final SubjectResolver resolver;
    private final VisitorCookie cookie;
    private final boolean visitors;
    private final PreferenceAccess access;

    /**
     * The callers.
     *
     * @param users whether the person logged in on the present thread holds the authority the application named
     * @param own the application's own say; empty where its properties decide
     */
    PreferenceCallers(
            SubjectResolver resolver,
            VisitorCookie cookie,
            boolean visitors,
            Predicate<DataSubject> users,
            Optional<PreferenceAccess> own) {
        this.resolver = resolver;
        this.cookie = cookie;
        this.visitors = visitors;
        this.access = own.orElseGet(() -> subject -> isVisitor(subject) ? visitors : users.test(subject));
    }

    static boolean isVisitor(DataSubject subject) {
        return subject.kind().equals(VisitorResolver.KIND);
    }

    /** Whose choices the request is about: empty for a visitor who has no id yet. */
    Optional<DataSubject> admitted(HttpServletRequest request) {
        Optional<DataSubject> caller = resolver.current().or(() -> cookie.in(request));
        boolean open = caller.map(access::permits).orElse(visitors);
        if (!open) {
            throw new PreferenceFault(
                    HttpStatus.FORBIDDEN, "not-open", "These choices are not open to whoever sent this request.");
        }
        return caller;
    }
}
