package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.CookieDeclaration;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Jurisdiction;
import dev.sojourn.policy.Policy;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.DispatcherServlet;

/** The cookies of a servlet application, and the browsers' signal to opt out. */
@AutoConfiguration(after = {SojournAutoConfiguration.class, SojournWebAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
public class SojournCookieAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SurfaceResolver sojournSurfaceResolver(SojournProperties properties) {
        FaultList faults = new FaultList();
        PathSurfaces surfaces = new PathSurfaces(properties.cookies().surfaces(), faults);
        if (!faults.faults().isEmpty()) {
            throw new FaultyDeclaration("the configuration", faults.faults());
        }
        return surfaces;
    }

    @Bean
    @ConditionalOnMissingBean
    JurisdictionResolver sojournJurisdictionResolver() {
        return request -> Jurisdiction.UNKNOWN;
    }

    @Bean
    CookieFilter sojournCookieFilter(
            Policy policy,
            SojournProperties properties,
            SurfaceResolver surfaces,
            JurisdictionResolver jurisdictions,
            ObjectProvider<Sojourn> sojourn,
            ObjectProvider<SubjectResolver> subjects,
            ObjectProvider<Clock> clock,
            ApplicationEventPublisher events) {
        CookieMode usual = policy.cookies().isEmpty() ? CookieMode.OFF : CookieMode.STRIP;
        CookieMode mode = Optional.ofNullable(properties.cookies().mode()).orElse(usual);
        if (mode != CookieMode.OFF) {
            checkVisitors(policy, properties);
        }
        return new CookieFilter(new CookieControl(
                policy,
                SojournAutoConfiguration.once(sojourn::getObject),
                mode,
                surfaces,
                jurisdictions,
                SojournAutoConfiguration.once(() -> subjects.getIfAvailable(() -> Optional::empty)),
                new VisitorResolver(properties.web().visitorCookie()),
                new GlobalPrivacyControl(policy, properties.gpc(), SojournAutoConfiguration.once(sojourn::getObject)),
                Optional.ofNullable(clock.getIfUnique()).orElseGet(Clock::systemUTC),
                events::publishEvent));
    }

    @Bean
    SignalFilter sojournSignalFilter() {
        return new SignalFilter();
    }

    /** Without an id that needs no consent of its own nobody could say yes before logging in. */
    private static void checkVisitors(Policy policy, SojournProperties properties) {
        String name = properties.web().visitorCookie();
        boolean given =
                properties.preferences().enabled() && properties.preferences().visitors();
        boolean awaited = policy.cookies().stream().anyMatch(cookie -> !cookie.essential());
        List<CookieDeclaration> declared = policy.cookies().stream()
                .filter(cookie -> cookie.essential() && cookie.covers(name))
                .toList();
        FaultList faults = new FaultList();
        if (declared.isEmpty() && (given || awaited)) {
            faults.add(
                    "sojourn.web.visitor-cookie",
                    "is '" + name + "', which the policy does not declare as strictly necessary, and "
                            + (given
                                    ? "visitors are given it when they answer (sojourn.preferences.visitors)"
                                    : "some cookies wait for a visitor's consent"),
                    "declare it under " + PolicyReader.ROOT
                            + ".cookies with strictly-necessary: true, for a purpose such as keeping people's choices");
        }
        Duration age = properties.preferences().visitorCookieAge();
        if (given && !declared.isEmpty() && declared.stream().noneMatch(cookie -> lasts(cookie, age))) {
            faults.add(
                    "sojourn.preferences.visitor-cookie-age",
                    "is " + age.toDays() + " days, and the policy does not let cookie '" + name + "' stay so long",
                    "shorten it, or lengthen the cookie's at-most under " + PolicyReader.ROOT + ".cookies");
        }
        if (!faults.faults().isEmpty()) {
            throw new FaultyDeclaration("the configuration", faults.faults());
        }
    }

    /** In every month of the year, the shortest included. */
    private static boolean lasts(CookieDeclaration cookie, Duration age) {
        LocalDate shortest = LocalDate.of(2026, 2, 1);
        return cookie.longest()
                .filter(longest -> age.toDays() <= ChronoUnit.DAYS.between(shortest, shortest.plus(longest)))
                .isPresent();
    }
}
