package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Policy;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The endpoints of a preference centre and a cookie banner: there only when enabled, open only to whom the application says. */
@AutoConfiguration(after = SojournWebAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnProperty("sojourn.preferences.enabled")
public class PreferencesAutoConfiguration {

    @Bean
    VisitorCookie sojournVisitorCookie(SojournProperties properties) {
        return new VisitorCookie(
                properties.web().visitorCookie(), properties.preferences().visitorCookieAge());
    }

    @Bean
    PreferenceCallers sojournPreferenceCallers(
            SojournProperties properties,
            SubjectResolver resolver,
            VisitorCookie cookie,
            ObjectProvider<HeldAuthority> users,
            ObjectProvider<PreferenceAccess> own) {
        PreferencesProperties written = properties.preferences();
        Optional<PreferenceAccess> access = Optional.ofNullable(own.getIfUnique());
        FaultList faults = new FaultList();
        if (access.isEmpty() && !written.visitors() && written.authority() == null) {
            faults.add(
                    "sojourn.preferences",
                    "is enabled, and nobody may call the endpoints",
                    "name an authority, let visitors in (sojourn.preferences.visitors=true), or bring a PreferenceAccess bean");
        }
        HeldAuthority held = users.getIfAvailable();
        if (access.isEmpty() && written.authority() != null && held == null) {
            faults.add(
                    "sojourn.preferences.authority",
                    "is set, and there is no Spring Security that could know who holds it",
                    "add Spring Security, or bring a PreferenceAccess bean");
        }
        if (!faults.faults().isEmpty()) {
            throw new FaultyDeclaration("the configuration", faults.faults());
        }
        return new PreferenceCallers(
                resolver,
                cookie,
                written.visitors(),
                subject -> held != null && held.isHeld(Optional.ofNullable(written.authority())),
                access);
    }

    @Bean
    PreferenceEndpoints sojournPreferenceEndpoints(
            SojournProperties properties,
            Policy policy,
            Sojourn sojourn,
            Standings standings,
            PreferenceCallers callers,
            VisitorCookie cookie,
            ObjectProvider<Clock> clock) {
        FaultList faults = new FaultList();
        Map<String, AskingSurface> surfaces = new SurfaceReader(policy, faults).read(properties.preferences());
        if (!faults.faults().isEmpty()) {
            throw new FaultyDeclaration("the configuration", faults.faults());
        }
        NoticesShown notices = new NoticesShown(policy, clock.getIfUnique(Clock::systemUTC));
        return new PreferenceEndpoints(callers, cookie, new Preferences(sojourn, standings, notices, surfaces));
    }

    @Bean
    WebMvcConfigurer sojournPreferenceInterceptors(
            SojournProperties properties,
            Sojourn sojourn,
            Standings standings,
            SubjectResolver resolver,
            PreferenceCallers callers,
            VisitorCookie cookie,
            ObjectProvider<SentToken> token) {
        SameOrigin sameOrigin = new SameOrigin(
                properties.preferences().origins().stream(),
                request -> token.stream().anyMatch(sent -> sent.isSent(request)));
        PreferenceDoor door = new PreferenceDoor(callers, sameOrigin);
        VisitorLinking linking = new VisitorLinking(sojourn, standings, resolver, cookie);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                if (properties.preferences().visitors()) {
                    registry.addInterceptor(linking);
                }
                registry.addInterceptor(door);
            }
        };
    }

    /** Whether whoever is logged in on the present thread holds an authority. */
    @FunctionalInterface
    interface HeldAuthority {
        boolean isHeld(Optional<String> authority);
    }

    /** Whether a request carries Spring Security's token, and so was let through by it or by the browser's own check. */
    @FunctionalInterface
    interface SentToken {
        boolean isSent(HttpServletRequest request);
    }

    /** Where Spring Security knows who is there. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SecurityContextHolder.class)
    static class Users {

        @Bean
        HeldAuthority sojournHeldAuthority() {
            return authority -> {
                Authentication user = SecurityContextHolder.getContext().getAuthentication();
                return user != null
                        && user.isAuthenticated()
                        && user.getAuthorities().stream()
                                .anyMatch(held -> authority
                                        .filter(wanted -> wanted.equals(held.getAuthority()))
                                        .isPresent());
            };
        }
    }

    /** Where Spring Security guards requests against other sites. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(CsrfToken.class)
    static class Tokens {

        @Bean
        SentToken sojournSentToken() {
            return request -> request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                    && request.getHeader(token.getHeaderName()) != null;
        }
    }
}
