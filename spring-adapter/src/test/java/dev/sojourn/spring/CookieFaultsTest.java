package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** Each mistake about cookies and the signal ends in one analysis that names the property and the mend. */
@ExtendWith(OutputCaptureExtension.class)
class CookieFaultsTest {

    private static final String COOKIE = "sojourn.policy.cookies[0]";

    private static final List<String> SOUND = List.of(
            COOKIE + ".name=session",
            COOKIE + ".purpose=authentication",
            COOKIE + ".strictly-necessary=true",
            "sojourn.policy.cookies[1].name=sojourn-visitor",
            "sojourn.policy.cookies[1].purpose=choices",
            "sojourn.policy.cookies[1].strictly-necessary=true",
            "sojourn.policy.cookies[2].name=_ga*",
            "sojourn.policy.cookies[2].purpose=analytics");

    static Stream<Arguments> faultsOfThePolicy() {
        String optOut = "sojourn.policy.purposes.analytics.opt-out-in";
        return Stream.of(
                fault(COOKIE + ".name=", COOKIE + ".name: is missing", "write the cookie's name"),
                fault(COOKIE + ".purpose=ads", COOKIE + ".purpose: names purpose 'ads'", "declare it under"),
                fault(COOKIE + ".purpose=", COOKIE + ".purpose: is missing", "name the purpose the cookie serves"),
                fault(COOKIE + ".at-most=13 months", COOKIE + ".at-most: '13 months'", "such as P90D"),
                fault(COOKIE + ".surfaces=kiosk", COOKIE + ".surfaces: 'kiosk'", "own-site, embedded-form, portal"),
                fault(COOKIE + ".path=shop", "cookie 'session': has path 'shop'", "such as / or /shop"),
                fault(COOKIE + ".domain=.shop.example", "has domain '.shop.example'", "without a leading dot"),
                fault(COOKIE + ".strictly-necessary=false", "'session': is not essential", "strictlyNecessary()"),
                fault(COOKIE + ".expires=now", COOKIE + ".expires", "left unbound"),
                fault(optOut + "=California", optOut + ": 'California'", "US-CA"),
                fault(optOut + "=RO", "purpose 'analytics': is opt-out in RO", "take RO out"));
    }

    static Stream<Arguments> faultsOfTheWeb() {
        String surface = "sojourn.cookies.surfaces.portal";
        String signal = "sojourn.gpc.opts-out-of.";
        return Stream.of(
                fault("sojourn.cookies.mode=sometimes", "sojourn.cookies.mode", "sometimes"),
                fault(surface + "=/a/{b", surface + ": '/a/{b' is no path pattern", "/embed/**"),
                fault(surface + "=/embed/**", "'/embed/**' stands under", "keep each pattern under one surface"),
                fault("sojourn.web.visitor-cookie=who", "sojourn.web.visitor-cookie: is 'who'", "strictly-necessary"),
                fault(signal + "sale=US-CA", signal + "sale: names a purpose the policy neither", "name one of ["),
                fault(signal + "authentication=US-CA", "names a purpose on CONTRACT", "take it out"),
                fault(signal + "analytics=Texas", signal + "analytics: 'Texas'", "US-CA"),
                fault(signal + "analytics=", signal + "analytics: names no jurisdiction", "write everywhere"),
                fault("sojourn.gpc.last-update=yesterday", "sojourn.gpc.last-update: 'yesterday'", "YYYY-MM-DD"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfThePolicy")
    void tellsWhichPartOfThePolicyIsWrong(String mistake, String problem, String mend, CapturedOutput output) {
        assertThat(startWith(mistake)).isNotNull();
        assertTold(output, problem, mend);
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheWeb")
    void tellsWhichPropertyIsWrong(String mistake, String problem, String mend, CapturedOutput output) {
        assertThat(catchThrowable(() -> CookieHost.start("cookies.yml", mistake).close()))
                .isNotNull();
        assertTold(output, problem, mend);
    }

    @Test
    void refusesToGiveVisitorsAnIdThatWouldNotLeave(CapturedOutput output) {
        assertThat(catchThrowable(() -> CookieHost.start(
                                "essential-only.yml",
                                "sojourn.preferences.enabled=true",
                                "sojourn.preferences.visitors=true")
                        .close()))
                .isNotNull();
        assertTold(output, "visitors are given it when they answer", "strictly-necessary: true");
        assertThat(catchThrowable(() -> CookieHost.start(
                                "cookies.yml",
                                "sojourn.preferences.enabled=true",
                                "sojourn.preferences.visitors=true",
                                "sojourn.preferences.visitor-cookie-age=366d")
                        .close()))
                .isNotNull();
        assertTold(output, "sojourn.preferences.visitor-cookie-age: is 366 days", "shorten it");
    }

    @Test
    void tellsAllFaultsAtOnce(CapturedOutput output) {
        assertThat(startWith(
                        COOKIE + ".at-most=long", "sojourn.policy.cookies[2].domain=.a", "sojourn.policy.zone=Nowhere"))
                .isNotNull();
        assertThat(output.getAll())
                .contains(COOKIE + ".at-most: 'long'")
                .contains("cookie '_ga*': has domain '.a'")
                .contains("Nowhere");
    }

    @Test
    void startsWithASoundDeclaration() {
        assertThat(startWith()).isNull();
    }

    @Test
    void describesItsPropertiesToEditors() throws IOException {
        try (InputStream metadata =
                CookieFaultsTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"sojourn.cookies.mode\"")
                    .contains("\"sojourn.cookies.surfaces\"")
                    .contains("\"sojourn.gpc.opts-out-of\"")
                    .contains("\"sojourn.gpc.last-update\"")
                    .contains("\"sojourn.policy.cookies\"");
        }
    }

    private static Arguments fault(String mistake, String problem, String mend) {
        return Arguments.of(mistake, problem, mend);
    }

    private static void assertTold(CapturedOutput output, String problem, String mend) {
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains(problem)
                .contains(mend);
    }

    private static Throwable startWith(String... mistakes) {
        Map<String, String> arguments = new LinkedHashMap<>();
        Stream.concat(SOUND.stream(), Arrays.stream(mistakes))
                .forEach(property -> arguments.put(property.split("=", 2)[0], "--" + property));
        arguments.put("", "--spring.config.location=classpath:cookies.yml");
        SpringApplication application = new SpringApplication(Plain.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return catchThrowable(
                () -> application.run(arguments.values().toArray(String[]::new)).close());
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(SojournAutoConfiguration.class)
    static class Plain {}
}
