package dev.sojourn.spring.guarded;

import dev.sojourn.spring.RequiresPurpose;
import java.util.concurrent.Callable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** An application of guarded pages; in a package of its own, so that it finds no other test's entities. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Guarded {

    @Bean
    UserDetailsService users() {
        InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
        for (String name : new String[] {"ada", "bob", "carol", "dan"}) {
            users.createUser(User.withUsername(name)
                    .password("{noop}secret")
                    .roles("USER")
                    .build());
        }
        return users;
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.httpBasic(Customizer.withDefaults())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @RestController
    static class Pages {

        @GetMapping("/mine")
        @RequiresPurpose("newsletter")
        public String mine() {
            return "mine";
        }

        @GetMapping("/of/{customer}")
        @RequiresPurpose(value = "newsletter", subject = "#customer")
        public String of(@PathVariable("customer") String customer) {
            return "theirs";
        }

        @GetMapping("/later")
        @RequiresPurpose("newsletter")
        public Callable<String> later() {
            return () -> "later";
        }

        @GetMapping("/trial")
        @RequiresPurpose("trial")
        public String trial() {
            return "trial";
        }
    }
}
