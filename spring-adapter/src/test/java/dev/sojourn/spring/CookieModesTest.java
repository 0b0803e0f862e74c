package dev.sojourn.spring;

import static dev.sojourn.spring.CookieHost.ID_COOKIE;
import static dev.sojourn.spring.CookieHost.cookies;
import static dev.sojourn.spring.CookieHost.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.policy.Surface;
import dev.sojourn.processing.CookieVerdict;
import dev.sojourn.testkit.Upholds;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of a cookie that may not be set: told, stripped, or a failing call. */
@ExtendWith(OutputCaptureExtension.class)
class CookieModesTest {

    private static final CookieRefusal ANALYTICS =
            new CookieRefusal("_ga", CookieVerdict.Cause.UNDECLARED, Optional.empty(), Surface.OWN_SITE, true);

    @Test
    @Upholds("QLUSTER-24")
    void stripsEverythingButEssentialCookiesInProduction(CapturedOutput output) {
        try (CookieHost host = CookieHost.start("essential-only.yml")) {
            HttpResponse<String> response = host.get("/page");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(set(response)).containsExactly("session", "csrf");
            assertThat(host.refusals()).contains(ANALYTICS);
            assertThat(output.getAll()).contains("cookie '_ga' on OWN_SITE").contains("it did not leave");

            assertThat(output.getAll()).contains("cookie 'JSESSIONID' of the container's sessions is not declared");
            assertThat(set(host.get("/log-in-page"))).containsExactly("JSESSIONID");
            assertThat(host.refusals())
                    .endsWith(new CookieRefusal(
                            "JSESSIONID", CookieVerdict.Cause.UNDECLARED, Optional.empty(), Surface.OWN_SITE, false));
        }
    }

    @Test
    @Upholds("QLUSTER-24")
    void failsTheCallThatSetsAnotherCookieInTests(CapturedOutput output) {
        try (CookieHost host = CookieHost.start("essential-only.yml", "sojourn.cookies.mode=fail")) {
            HttpResponse<String> response = host.get("/page");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(set(response)).doesNotContain("_ga");
            assertThat(output.getAll())
                    .contains(CookieRefused.class.getName())
                    .contains("declare the cookie under sojourn.policy.cookies, or do not set it");
            assertThat(host.get("/quiet").statusCode()).isEqualTo(200);
            assertThat(host.get("/log-in-page").statusCode()).isEqualTo(500);
        }
    }

    @Test
    void tellsAndLetsPassWhereItOnlyReports() {
        try (CookieHost host = CookieHost.start("cookies.yml", "sojourn.cookies.mode=report-only")) {
            HttpResponse<String> response = host.get("/page", "Cookie", "_ga=1; " + ID_COOKIE);

            assertThat(set(response)).containsExactly("session", "csrf", "_ga", "theme");
            assertThat(cookies(response)).noneMatch(line -> line.contains("Max-Age=0"));
            assertThat(host.refusals())
                    .containsExactly(
                            new CookieRefusal(
                                    "_ga",
                                    CookieVerdict.Cause.NOT_ALLOWED,
                                    Optional.of("analytics"),
                                    Surface.OWN_SITE,
                                    false),
                            new CookieRefusal(
                                    "theme",
                                    CookieVerdict.Cause.NOT_ALLOWED,
                                    Optional.of("functional"),
                                    Surface.OWN_SITE,
                                    false));
        }
    }

    @Test
    void looksAtNoCookieUnderAPolicyThatDeclaresNone() {
        try (CookieHost host = CookieHost.start("quickstart.yml")) {
            assertThat(set(host.get("/page"))).containsExactly("session", "csrf", "_ga", "theme");
            assertThat(host.refusals()).isEmpty();
        }
    }
}
