package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import dev.sojourn.processing.Standing;
import dev.sojourn.testkit.Upholds;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How often a request asks the store, over real HTTP, on a node that follows others and is told nothing by them. */
@SpringBootTest(
        classes = StandingPerRequestTest.Application.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.location=classpath:quickstart.yml",
            "spring.datasource.url=jdbc:h2:mem:standing;DB_CLOSE_DELAY=-1",
            "sojourn.freshness=5m"
        })
class StandingPerRequestTest {

    private static final WatchedStores STORES = new WatchedStores(true);

    @Autowired
    private Environment environment;

    @Autowired
    private Sojourn sojourn;

    @Test
    void readsTheStoreOnceARequestHoweverManyChecks() throws Exception {
        sojourn.consents().give(DataSubject.of("ada"), newsletter());
        assertThat(readingsOf("/five/ada")).isEqualTo(1);
        assertThat(readingsOf("/unshared/ada")).isEqualTo(5);
    }

    @Test
    void readsTheStoreOnceForEachOfTwoPeople() throws Exception {
        sojourn.consents().give(DataSubject.of("eve"), newsletter());
        sojourn.consents().give(DataSubject.of("fay"), newsletter());
        assertThat(readingsOf("/both/eve/fay")).isEqualTo(2);
    }

    @Test
    @Upholds("KLUSAI-19")
    void deniesWithinTheRequestThatWithdrew() throws Exception {
        sojourn.consents().give(DataSubject.of("bob"), newsletter());
        HttpResponse<String> response = get("/withdrawing/bob");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("newsletter");
        assertThat(sojourn.consents().history(DataSubject.of("bob"))).hasSize(2);
    }

    @Test
    void judgesAnAsynchronousHandlerWhenItsCallComes() throws Exception {
        sojourn.consents().give(DataSubject.of("carol"), newsletter());
        assertThat(get("/later/carol").statusCode()).isEqualTo(403);
    }

    @Test
    void judgesAnotherThreadOfTheRequestWhenItsCallComes() throws Exception {
        sojourn.consents().give(DataSubject.of("dan"), newsletter());
        assertThat(get("/aside/dan").statusCode()).isEqualTo(403);
    }

    @Test
    void answersAlikeFromTheSameStandingUntilAnAct() throws Exception {
        assertThat(get("/standing/gus").body()).isEqualTo("same, then made anew");
    }

    private int readingsOf(String path) throws Exception {
        int before = STORES.readings();
        assertThat(get(path).statusCode()).isEqualTo(200);
        return STORES.readings() - before;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return new Http(environment).get(path);
    }

    private Purpose newsletter() {
        return sojourn.policy().purpose("newsletter").orElseThrow();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Stores stores() {
            return STORES.stores();
        }

        @Bean
        Mailer mailer() {
            return new Mailer();
        }

        @Bean
        Pages pages(Mailer mailer, Sojourn sojourn, Standings standings) {
            return new Pages(mailer, sojourn, standings);
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }

    static class Mailer {

        @RequiresPurpose("newsletter")
        public String write(@Subject String customer) {
            return "written";
        }
    }

    @RestController
    static class Pages {

        private final Mailer mailer;
        private final Sojourn sojourn;
        private final Standings standings;

        Pages(Mailer mailer, Sojourn sojourn, Standings standings) {
            this.mailer = mailer;
            this.sojourn = sojourn;
            this.standings = standings;
        }

        @GetMapping("/five/{who}")
        @RequiresPurpose(value = "newsletter", subject = "#who")
        public String five(@PathVariable("who") String who) {
            return mailer.write(who) + mailer.write(who) + mailer.write(who) + mailer.write(who);
        }

        @GetMapping("/both/{one}/{other}")
        public String both(@PathVariable("one") String one, @PathVariable("other") String other) {
            return mailer.write(one) + mailer.write(other) + mailer.write(one) + mailer.write(other);
        }

        @GetMapping("/unshared/{who}")
        public String unshared(@PathVariable("who") String who) {
            boolean allowed = true;
            for (int i = 0; i < 5; i++) {
                allowed &= sojourn.may(DataSubject.of(who), newsletter());
            }
            return String.valueOf(allowed);
        }

        @GetMapping("/withdrawing/{who}")
        public String withdrawing(@PathVariable("who") String who) {
            mailer.write(who);
            withdraw(who);
            return mailer.write(who);
        }

        @GetMapping("/later/{who}")
        @RequiresPurpose(value = "newsletter", subject = "#who")
        public Callable<String> later(@PathVariable("who") String who) {
            return () -> {
                withdraw(who);
                return mailer.write(who);
            };
        }

        @GetMapping("/aside/{who}")
        @RequiresPurpose(value = "newsletter", subject = "#who")
        public CompletableFuture<String> aside(@PathVariable("who") String who) {
            withdraw(who);
            return CompletableFuture.supplyAsync(() -> mailer.write(who));
        }

        @GetMapping("/standing/{who}")
        public String standing(@PathVariable("who") String who) {
            DataSubject subject = DataSubject.of(who);
            Standing first = standings.of(subject);
            boolean same = standings.of(subject) == first;
            sojourn.consents().give(subject, newsletter());
            Standing second = standings.of(subject);
            return (same ? "same" : "another")
                    + (second != first && second.may("newsletter") ? ", then made anew" : ", then kept");
        }

        private void withdraw(String who) {
            sojourn.consents().withdraw(DataSubject.of(who), newsletter());
        }

        private Purpose newsletter() {
            return sojourn.policy().purpose("newsletter").orElseThrow();
        }
    }
}
