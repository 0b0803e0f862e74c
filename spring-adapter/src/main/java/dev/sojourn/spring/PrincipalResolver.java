package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;
import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The user Spring Security knows on the present thread, by name. */
final class PrincipalResolver {

    Optional<DataSubject> current() {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        return user == null
                        || !user.isAuthenticated()
                        || user instanceof AnonymousAuthenticationToken
                        || user.getName().isBlank()
                ? Optional.empty()
                : Optional.of(DataSubject.of(user.getName()));
    }
}
