package dev.sojourn.spring.kiosk;

import dev.sojourn.spring.RequiresPurpose;
import dev.sojourn.testkit.HandMovedClock;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A kiosk whose customers log in, whose visitors do not, and where everything else is closed. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Kiosk {

    /** Requests with this header are guarded by Spring Security's token; the others are left to the endpoints' own check. */
    public static final String TOKEN_MODE = "X-Token-Mode";

    @Bean
    HandMovedClock clock() {
        return HandMovedClock.at("2026-02-10T10:00", "Europe/Bucharest");
    }

    @Bean
    UserDetailsService users() {
        InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
        for (String name : new String[] {
            "ada.lovelace",
            "bea.customer",
            "cem.customer",
            "dora.customer",
            "eda.customer",
            "finn.customer",
            "gil.customer"
        }) {
            users.createUser(User.withUsername(name)
                    .password("{noop}secret")
                    .roles("CUSTOMER")
                    .build());
        }
        users.createUser(User.withUsername("supplier.sam")
                .password("{noop}secret")
                .roles("SUPPLIER")
                .build());
        return users;
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.httpBasic(Customizer.withDefaults())
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .ignoringRequestMatchers(request -> request.getHeader(TOKEN_MODE) == null))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/privacy/choices")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    @RestController
    static class Pages {

        @GetMapping("/product-updates")
        @RequiresPurpose("product-updates")
        public String productUpdates() {
            return "updates";
        }

        @GetMapping("/service-notices")
        @RequiresPurpose("service-notices")
        public String serviceNotices() {
            return "notices";
        }

        @GetMapping("/offers")
        @RequiresPurpose("offers")
        public String offers() {
            return "offers";
        }
    }
}
