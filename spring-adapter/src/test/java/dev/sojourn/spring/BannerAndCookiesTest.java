package dev.sojourn.spring;

import static dev.sojourn.spring.CookieHost.cookies;
import static dev.sojourn.spring.CookieHost.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.testkit.Upholds;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A visitor's way from the banner to the cookie and back, over real HTTP and with nothing but the application's pages. */
class BannerAndCookiesTest {

    @Test
    @Upholds({"KLUSAI-27", "KLUSAI-28", "KLUSAI-31"})
    void setsWhatTheVisitorAgreedToAndTakesItBackWhenTheVisitorWithdraws() {
        try (CookieHost host = CookieHost.start(
                "cookies.yml",
                "sojourn.preferences.enabled=true",
                "sojourn.preferences.visitors=true",
                "sojourn.preferences.path=/choices",
                "sojourn.preferences.surfaces.banner.purposes=analytics,functional")) {
            assertThat(set(host.get("/page"))).containsExactly("session", "csrf");

            HttpResponse<String> yes = host.answer("{\"surface\":\"banner\",\"choices\":{\"analytics\":\"give\"}}");
            assertThat(yes.statusCode()).isEqualTo(200);
            String id = cookies(yes).stream()
                    .filter(line -> line.startsWith("sojourn-visitor="))
                    .map(line -> line.split(";", 2)[0])
                    .findFirst()
                    .orElseThrow();
            assertThat(set(host.get("/page", "Cookie", id))).containsExactly("session", "csrf", "_ga");

            String both = id + "; _ga=1";
            HttpResponse<String> no =
                    host.answer("{\"surface\":\"banner\",\"choices\":{\"analytics\":\"withdraw\"}}", "Cookie", both);
            assertThat(no.statusCode()).isEqualTo(200);
            assertThat(cookies(no)).anyMatch(line -> line.startsWith("_ga=; Max-Age=0"));
            assertThat(cookies(host.get("/quiet", "Cookie", both)))
                    .anyMatch(line -> line.startsWith("_ga=; Max-Age=0"));
            assertThat(set(host.get("/page", "Cookie", both))).containsExactly("session", "csrf");
        }
    }
}
