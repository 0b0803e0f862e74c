package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.DispatcherServlet;

/** The request pipeline of a servlet application: whom a request is about, and how a denial is answered. */
@AutoConfiguration(after = SojournAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
public class SojournWebAutoConfiguration {

    @Bean
    Denials sojournDenials(SojournProperties properties) {
        return new Denials(Optional.ofNullable(properties.web().preferencesUrl()));
    }

    @Bean
    @ConditionalOnMissingBean
    Standings sojournStandings(ObjectProvider<Sojourn> sojourn) {
        return new RequestStandings(
                SojournAutoConfiguration.once(() -> sojourn.getObject().gate()));
    }

    @Bean
    @ConditionalOnMissingBean(SubjectResolver.class)
    SubjectResolver sojournSubjectResolver(SojournProperties properties, ObjectProvider<PrincipalResolver> principal) {
        VisitorResolver visitor = new VisitorResolver(properties.web().visitorCookie());
        List<PrincipalResolver> users = principal.stream().toList();
        return () -> users.stream()
                .flatMap(user -> user.current().stream())
                .findFirst()
                .or(visitor::current);
    }

    /** Where Spring Security knows who is there. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SecurityContextHolder.class)
    static class Security {

        @Bean
        PrincipalResolver sojournPrincipalResolver() {
            return new PrincipalResolver();
        }
    }
}
