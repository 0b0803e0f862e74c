package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.CookieDeclaration;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Jurisdiction;
import dev.sojourn.policy.Policy;
import java.time.Clock;
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
            checkVisitors(policy, properties.web().visitorCookie());
        }
        return new CookieFilter(new CookieControl(
                policy,
                sojourn::getObject,
                mode,
                surfaces,
                jurisdictions,
                () -> subjects.getIfAvailable(() -> Optional::empty),
                new VisitorResolver(properties.web().visitorCookie()),
                new GlobalPrivacyControl(policy, properties.gpc(), sojourn::getObject),
                Optional.ofNullable(clock.getIfUnique()).orElseGet(Clock::systemUTC),
                events::publishEvent));
    }

    @Bean
    SignalFilter sojournSignalFilter() {
        return new SignalFilter();
    }

    /** Without an id that needs no consent of its own nobody could say yes before logging in. */
    private static void checkVisitors(Policy policy, String visitorCookie) {
        boolean asks = policy.cookies().stream().anyMatch(cookie -> !cookie.essential());
        boolean known =
                policy.cookies().stream().anyMatch(cookie -> cookie.essential() && cookie.covers(visitorCookie));
        if (asks && !known) {
            FaultList faults = new FaultList();
            faults.add(
                    "sojourn.web.visitor-cookie",
                    "is '" + visitorCookie + "', which the policy does not declare as strictly necessary, and "
                            + policy.cookies().stream()
                                    .filter(cookie -> !cookie.essential())
                                    .map(CookieDeclaration::name)
                                    .findFirst()
                                    .map(name -> "cookie '" + name + "' waits for a visitor's consent")
                                    .orElseThrow(),
                    "declare it under " + PolicyReader.ROOT
                            + ".cookies with strictly-necessary: true, for a purpose such as keeping people's choices");
            throw new FaultyDeclaration("the configuration", faults.faults());
        }
    }
}
