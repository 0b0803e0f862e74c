package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.processing.Decision;
import dev.sojourn.processing.Standing;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Takes a visitor's answers over into the account as soon as the browser that gave them comes back logged in, whichever way
 * it logged in, before the request is handled: nobody is asked again. A visitor who never answered costs no reading.
 */
final class VisitorLinking implements HandlerInterceptor {

    private final Sojourn sojourn;
    private final Standings standings;
    private final SubjectResolver resolver;
    private final VisitorCookie cookie;

    VisitorLinking(Sojourn sojourn, Standings standings, SubjectResolver resolver, VisitorCookie cookie) {
        this.sojourn = sojourn;
        this.standings = standings;
        this.resolver = resolver;
        this.cookie = cookie;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            cookie.in(request)
                    .flatMap(visitor -> resolver.current()
                            .filter(account -> !PreferenceCallers.isVisitor(account))
                            .flatMap(account -> next(within(account.tenant(), visitor), account)))
                    .ifPresent(next -> cookie.give(next, request, response));
        }
        return true;
    }

    private Optional<DataSubject> next(DataSubject visitor, DataSubject account) {
        if (!hasAnswered(visitor)) {
            return Optional.empty();
        }
        try {
            return Optional.of(sojourn.consents().link(visitor, account).nextVisitor());
        } catch (IllegalStateException e) {
            // Another account took these answers over, on a computer that several people use: they are not this one's.
            return Optional.of(DataSubject.of(UUID.randomUUID().toString()).as(VisitorResolver.KIND));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    private boolean hasAnswered(DataSubject visitor) {
        Standing standing = standings.of(visitor);
        return sojourn.policy().purposes().keySet().stream()
                .map(standing::decide)
                .anyMatch(decision -> decision instanceof Decision.Allowed allowed
                        ? allowed.act().isPresent()
                        : ((Decision.Denied) decision).act().isPresent());
    }

    private static DataSubject within(String tenant, DataSubject visitor) {
        return tenant.isEmpty() ? visitor : visitor.in(tenant);
    }
}
