package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Policy;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.web.servlet.DispatcherServlet;

/** Links that unsubscribe with one click and no log-in: there only when enabled. */
@AutoConfiguration(after = SojournWebAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnProperty("sojourn.preferences.unsubscribe.enabled")
public class UnsubscribeAutoConfiguration {

    private static final String ROOT = "sojourn.preferences.unsubscribe";

    @Bean
    UnsubscribeToken sojournUnsubscribeToken(SojournProperties properties) {
        PreferencesProperties.Unsubscribe written = properties.preferences().unsubscribe();
        FaultList faults = new FaultList();
        checkBase(written.baseUrl(), faults);
        List<byte[]> secrets =
                written.keys().stream().flatMap(key -> secret(key).stream()).toList();
        if (secrets.isEmpty() || secrets.size() < written.keys().size()) {
            faults.add(
                    ROOT + ".keys",
                    written.keys().isEmpty() ? "is missing" : "holds a key that is no Base64 of 32 bytes or more",
                    "make one with: openssl rand -base64 32");
        }
        if (written.validFor().isNegative() || written.validFor().isZero()) {
            faults.add(
                    ROOT + ".valid-for",
                    "is not positive",
                    "let links work for as long as messages are read, such as 90d");
        }
        if (!faults.faults().isEmpty()) {
            throw new FaultyDeclaration("the configuration", faults.faults());
        }
        return new UnsubscribeToken(secrets);
    }

    @Bean
    UnsubscribeLinks sojournUnsubscribeLinks(
            SojournProperties properties, Policy policy, UnsubscribeToken tokens, ObjectProvider<Clock> clock) {
        PreferencesProperties.Unsubscribe written = properties.preferences().unsubscribe();
        String base = String.valueOf(written.baseUrl());
        String page = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path(properties);
        return new UnsubscribeLinks(policy, tokens, clock.getIfUnique(Clock::systemUTC), page, written.validFor());
    }

    @Bean
    UnsubscribeEndpoint sojournUnsubscribeEndpoint(
            Sojourn sojourn, UnsubscribeToken tokens, MessageSource messages, ObjectProvider<Clock> clock) {
        return new UnsubscribeEndpoint(
                sojourn, tokens, clock.getIfUnique(Clock::systemUTC), new UnsubscribePages(messages));
    }

    private static String path(SojournProperties properties) {
        return properties.preferences().path() + UnsubscribeEndpoint.PATH;
    }

    private static Optional<byte[]> secret(String key) {
        try {
            return Optional.of(Base64.getDecoder().decode(key.trim()))
                    .filter(bytes -> bytes.length >= UnsubscribeToken.LEAST_SECRET);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Mail programs post to https alone; a machine of one's own may do without, for trying it out. */
    private static void checkBase(@Nullable String base, FaultList faults) {
        String mend =
                "write the address under which the application is reached from outside, such as https://shop.example";
        if (base == null || base.isBlank()) {
            faults.add(ROOT + ".base-url", "is missing", mend);
            return;
        }
        boolean sound = Stream.of("https://", "http://localhost").anyMatch(base::startsWith) && isAddress(base);
        if (!sound) {
            faults.add(ROOT + ".base-url", "is no https address", mend);
        }
    }

    private static boolean isAddress(String base) {
        try {
            URI address = URI.create(base);
            return address.getHost() != null && address.getQuery() == null && address.getFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whoever holds a link needs no log-in, so Spring Security is told to leave that one address alone. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebSecurityCustomizer.class)
    static class Open {

        @Bean
        WebSecurityCustomizer sojournUnsubscribeOpen(SojournProperties properties) {
            String path = path(properties);
            return web -> web.ignoring()
                    .requestMatchers(request -> request.getRequestURI().equals(request.getContextPath() + path));
        }
    }
}
