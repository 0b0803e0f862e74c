package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.spring.shop.Shop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the guard costs a request: the same handler with and without it, asked in turn over loopback by one client that
 * keeps its connection, with the answer remembered. A program, not a test: it ends by itself and prints the medians.
 */
final class GuardLoad {

    private static final int WARM_UP = 1_000;
    private static final int PAIRS = 3_000;
    private static final String WHO = "visitor-1";

    private GuardLoad() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (ConfigurableApplicationContext shop = new SpringApplicationBuilder(Shop.class, Pages.class)
                .run(
                        "--spring.config.location=classpath:shop.yml",
                        "--spring.datasource.url=jdbc:h2:mem:load;DB_CLOSE_DELAY=-1",
                        "--sojourn.sweep.enabled=false",
                        "--sojourn.watch.enabled=false",
                        "--logging.level.root=warn",
                        "--server.port=0")) {
            Sojourn sojourn = shop.getBean(Sojourn.class);
            sojourn.consents()
                    .give(
                            DataSubject.of(WHO),
                            sojourn.policy().purpose("newsletter").orElseThrow());
            String port = shop.getEnvironment().getProperty("local.server.port");
            measure(request(port, "open"), request(port, "guarded"));
        }
    }

    private static void measure(HttpRequest open, HttpRequest guarded) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        long[] without = new long[PAIRS];
        long[] with = new long[PAIRS];
        long[] difference = new long[PAIRS];
        for (int i = -WARM_UP; i < PAIRS; i++) {
            boolean openFirst = i % 2 == 0;
            long first = time(client, openFirst ? open : guarded);
            long second = time(client, openFirst ? guarded : open);
            if (i >= 0) {
                without[i] = openFirst ? first : second;
                with[i] = openFirst ? second : first;
                difference[i] = with[i] - without[i];
            }
        }
        System.out.printf(
                "%,d pairs of requests over loopback, microseconds: without the guard median %.1f (p95 %.1f), with it "
                        + "median %.1f (p95 %.1f), median of the pairs' differences %.1f%n",
                PAIRS, at(without, 50), at(without, 95), at(with, 50), at(with, 95), at(difference, 50));
    }

    private static long time(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        long took = System.nanoTime() - start;
        if (response.statusCode() != 200) {
            throw new IllegalStateException("answered " + response.statusCode());
        }
        return took;
    }

    private static HttpRequest request(String port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/" + path))
                .build();
    }

    private static double at(long[] nanos, int percentile) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) * percentile / 100] / 1_000.0;
    }

    /** The same page twice. */
    @RestController
    @Configuration(proxyBeanMethods = false)
    static class Pages {

        @GetMapping("/open")
        public String open() {
            return "page";
        }

        @GetMapping("/guarded")
        @RequiresPurpose("newsletter")
        public String guarded() {
            return "page";
        }

        @Bean
        SubjectResolver visitor() {
            return () -> Optional.of(DataSubject.of(WHO));
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }
}
