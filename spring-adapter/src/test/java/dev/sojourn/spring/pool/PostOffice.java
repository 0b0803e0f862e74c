package dev.sojourn.spring.pool;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import dev.sojourn.spring.RequiresPurpose;
import dev.sojourn.spring.Subject;
import jakarta.persistence.EntityManager;
import java.util.Objects;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** An application with one connection to its database, which it holds while it asks. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PostOffice {

    @Bean
    Postman postman() {
        return new Postman();
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    static class Postman {

        @RequiresPurpose("newsletter")
        public String deliver(@Subject String customer) {
            return "delivered";
        }
    }

    @RestController
    static class Counter {

        private final Postman postman;
        private final Sojourn sojourn;
        private final EntityManager entityManager;
        private final TransactionTemplate transactions;

        Counter(
                Postman postman,
                Sojourn sojourn,
                EntityManager entityManager,
                PlatformTransactionManager transactions) {
            this.postman = postman;
            this.sojourn = sojourn;
            this.entityManager = entityManager;
            this.transactions = new TransactionTemplate(transactions);
        }

        @GetMapping("/outside/{who}")
        @RequiresPurpose(value = "newsletter", subject = "#who")
        public String outside(@PathVariable("who") String who) {
            return Objects.requireNonNull(transactions.execute(status -> query()));
        }

        @GetMapping("/inside/{who}")
        public String inside(@PathVariable("who") String who) {
            return Objects.requireNonNull(transactions.execute(status -> query() + postman.deliver(who) + query()));
        }

        /** The connection is held by the request's own persistence context, outside any transaction. */
        @GetMapping("/view/{who}")
        public String view(@PathVariable("who") String who) {
            return query() + postman.deliver(who) + query();
        }

        @GetMapping("/withdrawing/{who}")
        public String withdrawing(@PathVariable("who") String who) {
            Purpose newsletter = sojourn.policy().purpose("newsletter").orElseThrow();
            return Objects.requireNonNull(transactions.execute(status -> {
                String before = postman.deliver(who);
                sojourn.consents().withdraw(DataSubject.of(who), newsletter);
                return before + postman.deliver(who);
            }));
        }

        private String query() {
            return String.valueOf(entityManager.createNativeQuery("select 1").getSingleResult());
        }
    }
}
