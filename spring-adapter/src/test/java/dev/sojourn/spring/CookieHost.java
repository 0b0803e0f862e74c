package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Jurisdiction;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An application on a random port that tries to set cookies in every way there is, and a browser that visits it. */
final class CookieHost implements AutoCloseable {

    static final String VISITOR_ID = "0b0fa1a7-5f0c-4b8f-9d4e-0d6b9f8f8f11";
    static final DataSubject VISITOR = DataSubject.of(VISITOR_ID).as("visitor");
    static final String ID_COOKIE = "sojourn-visitor=" + VISITOR_ID;

    /** What these tests do not need, by its names in either generation of Spring Boot. */
    private static final String NO_DATABASE = "spring.autoconfigure.exclude="
            + "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
            + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
            + "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration,"
            + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private CookieHost(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static CookieHost start(String policy, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                NO_DATABASE,
                "server.port=0",
                "spring.config.location=classpath:" + policy,
                "spring.main.banner-mode=off"));
        arguments.addAll(Arrays.asList(properties));
        return new CookieHost(new SpringApplication(Application.class)
                .run(arguments.stream().map(argument -> "--" + argument).toArray(String[]::new)));
    }

    Sojourn sojourn() {
        return context.getBean(Sojourn.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    HandMovedClock clock() {
        return context.getBean(HandMovedClock.class);
    }

    List<CookieRefusal> refusals() {
        return context.getBean(Listener.class).heard;
    }

    /** A visit with headers, each as name and value in turn. */
    HttpResponse<String> get(String path, String... headers) {
        return send(HttpRequest.newBuilder(uri(path)), headers);
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An answer given on a page of the application's own. */
    HttpResponse<String> answer(String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/choices"))
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(request, headers);
    }

    static List<String> cookies(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie");
    }

    /** The names of the cookies a response sets, those it takes back left out. */
    static List<String> set(HttpResponse<String> response) {
        return cookies(response).stream()
                .filter(line -> !line.contains("Max-Age=0"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
    }

    static String logIn(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes());
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        InMemoryStores stores() {
            return new InMemoryStores();
        }

        @Bean
        HandMovedClock clock() {
            return HandMovedClock.at("2026-02-10T12:00", "Europe/Bucharest");
        }

        @Bean
        Pages pages() {
            return new Pages();
        }

        @Bean
        Listener listener() {
            return new Listener();
        }

        /** As a host behind a proxy would: the proxy tells the country. */
        @Bean
        JurisdictionResolver jurisdictions() {
            return request -> Optional.ofNullable(request.getHeader("X-Country"))
                    .map(Jurisdiction::of)
                    .orElse(Jurisdiction.UNKNOWN);
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("ada")
                            .password("{noop}secret")
                            .roles("USER")
                            .build(),
                    User.withUsername("bob")
                            .password("{noop}secret")
                            .roles("USER")
                            .build());
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.httpBasic(Customizer.withDefaults())
                    .csrf(csrf -> csrf.ignoringRequestMatchers("/choices"))
                    .authorizeHttpRequests(requests -> requests.requestMatchers("/members")
                            .authenticated()
                            .anyRequest()
                            .permitAll())
                    .build();
        }
    }

    static class Listener {

        final List<CookieRefusal> heard = new CopyOnWriteArrayList<>();

        @EventListener
        void hear(CookieRefusal refusal) {
            heard.add(refusal);
        }
    }

    @RestController
    static class Pages {

        /** A page like any: a cookie for the basket, one for analytics, one for the looks. */
        @GetMapping({"/page", "/embed/form", "/portal/home"})
        String page(HttpServletResponse response) {
            response.addCookie(cookie("session", -1));
            response.addCookie(cookie("csrf", -1));
            response.addCookie(cookie("_ga", 30 * 24 * 3600));
            response.addHeader(
                    "Set-Cookie",
                    ResponseCookie.from("theme", "dark")
                            .path("/")
                            .maxAge(24 * 3600)
                            .build()
                            .toString());
            return "page";
        }

        @GetMapping("/quiet")
        String quiet() {
            return "quiet";
        }

        @GetMapping("/ga")
        String analytics(@RequestParam int maxAge, HttpServletResponse response) {
            response.addCookie(cookie("_ga", maxAge));
            return "analytics";
        }

        /** Every way the servlet API has to write a header. */
        @GetMapping("/raw")
        String raw(@RequestParam String how, @RequestParam String line, HttpServletResponse response) {
            switch (how) {
                case "addHeader" -> response.addHeader("Set-Cookie", line);
                case "setHeader" -> response.setHeader("set-cookie", line);
                case "setIntHeader" -> response.setIntHeader("Set-Cookie", 7);
                case "addIntHeader" -> response.addIntHeader("Set-Cookie", 7);
                case "setDateHeader" -> response.setDateHeader("Set-Cookie", 7);
                case "addDateHeader" -> response.addDateHeader("Set-Cookie", 7);
                case "addCookie" -> response.addCookie(cookie(line, -1));
                case "cookie2" -> response.addHeader("Set-Cookie2", line);
                default -> throw new IllegalArgumentException(how);
            }
            return how;
        }

        @GetMapping("/entity")
        ResponseEntity<String> entity(@RequestParam String line) {
            return ResponseEntity.ok().header("Set-Cookie", line).body("entity");
        }

        @GetMapping("/redirect")
        void redirect(HttpServletResponse response) throws IOException {
            response.addCookie(cookie("_ga", 60));
            response.sendRedirect("/quiet");
        }

        @GetMapping("/error-sent")
        void errorSent(HttpServletResponse response) throws IOException {
            response.addCookie(cookie("_ga", 60));
            response.sendError(418);
        }

        @GetMapping("/thrown")
        String thrown(HttpServletResponse response) {
            response.addCookie(cookie("_ga", 60));
            throw new IllegalStateException("broken");
        }

        @GetMapping("/committed")
        void committed(HttpServletResponse response) throws IOException {
            response.getWriter().write("begun");
            response.flushBuffer();
            response.addCookie(cookie("_ga", 60));
            response.addHeader("Set-Cookie", "session=1; Path=/");
        }

        @GetMapping("/later")
        Callable<String> later(HttpServletResponse response) {
            return () -> {
                response.addCookie(cookie("_ga", 60));
                response.addCookie(cookie("session", -1));
                return "later";
            };
        }

        /** Without handing over the response: the container would use its own. */
        @GetMapping("/asynchronous")
        void asynchronous(HttpServletRequest request) {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                HttpServletResponse response = (HttpServletResponse) async.getResponse();
                response.addCookie(cookie("_ga", 60));
                response.addCookie(cookie("session", -1));
                async.complete();
            });
        }

        @GetMapping("/log-in-page")
        String session(HttpServletRequest request) {
            return request.getSession().getId().isEmpty() ? "none" : "session";
        }

        @GetMapping("/members")
        String members(HttpServletResponse response) {
            return page(response);
        }

        private static Cookie cookie(String name, int maxAge) {
            Cookie cookie = new Cookie(name, "1");
            cookie.setPath("/");
            cookie.setMaxAge(maxAge);
            return cookie;
        }
    }
}
