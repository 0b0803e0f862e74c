package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Notice;
import dev.sojourn.spring.kiosk.Kiosk;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;

/** What a preference centre and a cookie banner are told, and what becomes of what they send. */
@KioskTest
@ExtendWith(OutputCaptureExtension.class)
class PreferenceEndpointsTest {

    private static final String PATH = "/privacy/choices";
    private static final String JSON = "application/json";
    private static final String V3 = "\"notice\":{\"id\":\"cookie-policy\",\"version\":\"v3\",\"language\":\"en\"}";
    private static final String V9 = "\"notice\":{\"id\":\"privacy-policy\",\"version\":\"v9\",\"language\":\"en\"}";

    @Autowired
    private Environment environment;

    @Autowired
    private Sojourn sojourn;

    @Autowired
    private HandMovedClock clock;

    private Http http;

    @BeforeEach
    void open() {
        clock.set("2026-02-10T10:00");
        http = new Http(environment);
    }

    @AfterEach
    void leavesNobodyInTheLogs(CapturedOutput output) {
        assertThat(output.getAll()).doesNotContain("lovelace", ".customer", "supplier.sam", "0b0fa1a7");
    }

    @Test
    void tellsAVisitorWhatIsAskedAndTheTextInForceAndGivesNoId() throws Exception {
        HttpResponse<String> response = http.get(PATH + "?surface=banner");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\"ask\":true")
                .contains("\"purpose\":\"analytics\"", "\"title\":\"Count visits\"")
                .contains("\"version\":\"v3\"", "\"language\":\"en\"", "\"text\":\"We would like to count visits.\"")
                .contains("\"hash\":\"" + notice("cookie-policy", "v3").digest() + "\"")
                .doesNotContain("product-updates");
        assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(http.get(PATH + "?surface=banner", "Accept-Language", "ro").body())
                .contains("numărăm");
        assertThat(http.get(PATH + "?surface=banner&language=ro").body()).contains("\"language\":\"ro\"");
    }

    @Test
    @Upholds("KLUSAI-29")
    void linksAVisitorsRefusalAtLogInAndAsksNobodyAgain() throws Exception {
        HttpResponse<String> rejected = post("{\"surface\":\"banner\",\"all\":\"refuse\"," + V3 + "}");
        assertThat(rejected.statusCode()).isEqualTo(200);
        assertThat(rejected.body()).contains("\"ask\":false", "\"choice\":\"refused\"");
        String cookie = cookieOf(rejected);
        DataSubject visitor =
                DataSubject.of(cookie.substring(cookie.indexOf('=') + 1)).as("visitor");
        assertThat(sojourn.consents().current(visitor)).singleElement().satisfies(act -> {
            assertThat(act.kind()).isEqualTo(ActKind.REFUSED);
            assertThat(act.notice()).contains("cookie-policy");
            assertThat(act.noticeVersion()).contains("v3");
        });

        clock.set("2026-02-11T09:00");
        DataSubject ada = DataSubject.of("ada.lovelace");
        HttpResponse<String> logIn = asked("ada.lovelace", cookie);
        assertThat(logIn.body()).contains("\"ask\":false", "\"choice\":\"refused\"", "\"noticeVersion\":\"v3\"");
        assertThat(sojourn.consents().current(ada)).singleElement().satisfies(act -> {
            assertThat(act.isLinked()).isTrue();
            assertThat(act.effectiveAt()).isEqualTo(Instant.parse("2026-02-10T08:00:00Z"));
        });
        String next = cookieOf(logIn);
        assertThat(next).isNotEqualTo(cookie);
        HttpResponse<String> again = asked("ada.lovelace", next);
        assertThat(again.headers().allValues("Set-Cookie")).noneMatch(set -> set.startsWith("sojourn-visitor"));
        assertThat(sojourn.consents().history(ada)).hasSize(1);
    }

    @Test
    void givesAVisitorsAnswersToOneAccountAlone() throws Exception {
        String cookie = cookieOf(post("{\"surface\":\"banner\",\"all\":\"refuse\"}"));
        asked("dora.customer", cookie);
        HttpResponse<String> other = asked("eda.customer", cookie);
        assertThat(other.body()).contains("\"ask\":true");
        assertThat(cookieOf(other)).isNotEqualTo(cookie);
    }

    @Test
    @Upholds("KLUSARO-19")
    void recordsEachAnswerWithTheNoticeOfItsSurface() throws Exception {
        post("{\"surface\":\"banner\",\"choices\":{\"analytics\":\"give\"}," + V3 + "}", "bea.customer");
        post("{\"surface\":\"account\",\"choices\":{\"product-updates\":\"give\"}," + V9 + "}", "bea.customer");
        List<SubjectAct> acts = sojourn.consents().history(DataSubject.of("bea.customer"));
        assertThat(acts.get(0).particulars())
                .containsEntry("notice", "cookie-policy")
                .containsEntry("notice.version", "v3")
                .containsEntry("notice.language", "en")
                .containsEntry("notice.digest", notice("cookie-policy", "v3").digest())
                .containsEntry("via", "banner");
        assertThat(acts.get(1).particulars())
                .containsEntry("notice", "privacy-policy")
                .containsEntry("notice.version", "v9")
                .containsEntry("via", "account");
    }

    @Test
    @Upholds("QLUSTER-04")
    void tellsOfNewProductsOnlyWhoOptedInAndOfOrdersEverybody() throws Exception {
        String user = "cem.customer";
        assertThat(page("/product-updates", user)).isEqualTo(403);
        assertThat(page("/service-notices", user)).isEqualTo(200);
        post("{\"surface\":\"account\",\"choices\":{\"product-updates\":\"give\"}," + V9 + "}", user);
        assertThat(page("/product-updates", user)).isEqualTo(200);
        HttpResponse<String> withdrawn =
                post("{\"surface\":\"account\",\"choices\":{\"product-updates\":\"withdraw\"}}", user);
        assertThat(withdrawn.body()).contains("\"choice\":\"withdrawn\"");
        assertThat(page("/product-updates", user)).isEqualTo(403);
    }

    @Test
    void recordsAllAnswersOrNone() throws Exception {
        String user = "finn.customer";
        HttpResponse<String> wrong = post(
                "{\"surface\":\"account\",\"choices\":{\"product-updates\":\"give\",\"service-notices\":\"withdraw\"},"
                        + V9 + "}",
                user);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(sojourn.consents().history(DataSubject.of(user))).isEmpty();
        HttpResponse<String> none = post("{\"surface\":\"account\",\"all\":\"refuse\"}", user);
        assertThat(none.body()).contains("\"choice\":\"refused\"", "\"choice\":\"opted-out\"");
        assertThat(page("/offers", user)).isEqualTo(403);
    }

    @Test
    void takesAYesUnderTheNoticeInForceAloneAndANoUnderAny() throws Exception {
        clock.set("2026-07-01T09:00");
        String user = "gil.customer";
        HttpResponse<String> late = post("{\"surface\":\"banner\",\"all\":\"give\"," + V3 + "}", user);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(late.body()).contains("urn:sojourn:preferences:notice-changed");
        assertThat(post("{\"surface\":\"banner\",\"all\":\"give\"}", user).statusCode())
                .isEqualTo(400);
        assertThat(sojourn.consents().history(DataSubject.of(user))).isEmpty();
        assertThat(post("{\"surface\":\"banner\",\"all\":\"refuse\"," + V3 + "}", user)
                        .statusCode())
                .isEqualTo(200);
        String future = V3.replace("v3", "v5");
        assertThat(post("{\"surface\":\"banner\",\"all\":\"refuse\"," + future + "}", user)
                        .statusCode())
                .isEqualTo(400);
        String otherText = V3.replace("\"language\"", "\"hash\":\"00\",\"language\"");
        assertThat(post("{\"surface\":\"banner\",\"all\":\"refuse\"," + otherText + "}", user)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void takesAnswersFromItsOwnPagesAlone() throws Exception {
        String body = "{\"surface\":\"banner\",\"all\":\"refuse\"}";
        assertThat(http.post(PATH, JSON, body).statusCode()).isEqualTo(403);
        assertThat(http.post(PATH, JSON, body, "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(http.post(PATH, JSON, body, "Sec-Fetch-Site", "same-site").statusCode())
                .isEqualTo(403);
        assertThat(http.post(PATH, JSON, body, "Sec-Fetch-Site", "cross-site", "Origin", http.origin())
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.post(PATH, JSON, body, "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(http.post(PATH, JSON, body, "Origin", "null").statusCode()).isEqualTo(403);
        assertThat(http.post(PATH, JSON, body, "Origin", http.origin()).statusCode())
                .isEqualTo(200);
        String[] loggedIn = {"Origin", http.origin(), "Authorization", Http.basic("bea.customer")};
        assertThat(http.post(PATH, "text/plain", body, loggedIn).statusCode()).isEqualTo(415);
    }

    @Test
    void takesAnswersThatCarrySpringSecuritysToken() throws Exception {
        String body = "{\"surface\":\"banner\",\"all\":\"refuse\"}";
        String[] without = {Kiosk.TOKEN_MODE, "on", "Origin", http.origin()};
        assertThat(http.post(PATH, JSON, body, without).statusCode()).isEqualTo(401);
        String token = "5a0b6c1e-7b52-4b0e-9f6e-0a4f4b3c1d2e";
        String[] with = {Kiosk.TOKEN_MODE, "on", "Cookie", "XSRF-TOKEN=" + token, "X-XSRF-TOKEN", token};
        assertThat(http.post(PATH, JSON, body, with).statusCode()).isEqualTo(200);
    }

    @Test
    void admitsOnlyWhomTheApplicationNamed() throws Exception {
        HttpResponse<String> supplier =
                http.get(PATH + "?surface=account", "Authorization", Http.basic("supplier.sam"));
        assertThat(supplier.statusCode()).isEqualTo(403);
        assertThat(supplier.body()).contains("urn:sojourn:preferences:not-open");
        assertThat(post("{\"surface\":\"account\",\"all\":\"refuse\"}", "supplier.sam")
                        .statusCode())
                .isEqualTo(403);
        assertThat(sojourn.consents().history(DataSubject.of("supplier.sam"))).isEmpty();
    }

    @Test
    void boundsWhatItReads() throws Exception {
        String large = "{\"surface\":\"banner\",\"all\":\"refuse\",\"requestKey\":\"" + "x".repeat(17_000) + "\"}";
        assertThat(post(large).statusCode()).isEqualTo(413);
        byte[] small = "{\"surface\":\"banner\",\"all\":\"refuse\"}".getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder chunked = HttpRequest.newBuilder(URI.create(http.origin() + PATH))
                .header("Content-Type", JSON)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(small)));
        assertThat(http.send(chunked, "Origin", http.origin()).statusCode()).isEqualTo(411);
        String longKey = "{\"surface\":\"banner\",\"all\":\"refuse\",\"requestKey\":\"" + "x".repeat(201) + "\"}";
        assertThat(post(longKey).statusCode()).isEqualTo(400);
    }

    @Test
    void saysWhatIsWrongAndRepeatsNothingSent() throws Exception {
        for (String wrong : new String[] {
            "",
            "nothing",
            "[]",
            "{}",
            "{\"surface\":\"<b>\"}",
            "{\"surface\":\"banner\"}",
            "{\"surface\":\"banner\",\"all\":\"perhaps<b>\"}",
            "{\"surface\":\"banner\",\"all\":\"withdraw\"}",
            "{\"surface\":\"banner\",\"choices\":{\"<b>\":\"give\"}}",
            "{\"surface\":\"banner\",\"choices\":{\"analytics\":null}}",
            "{\"surface\":\"banner\",\"choices\":[1]}",
            "{\"surface\":\"banner\",\"all\":\"give\",\"notice\":{}}",
            "{\"surface\":\"banner\",\"choices\":{\"analytics\":{\"deep\":\"<b>\"}}}"
        }) {
            HttpResponse<String> response = post(wrong);
            assertThat(response.statusCode()).as(wrong).isEqualTo(400);
            assertThat(response.body())
                    .as(wrong)
                    .contains("urn:sojourn:preferences:unreadable")
                    .doesNotContain("<b>");
            assertThat(response.headers().allValues("Set-Cookie")).noneMatch(set -> set.startsWith("sojourn-visitor"));
        }
        assertThat(http.get(PATH + "?surface=nowhere").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> asked(String user, String cookie) throws Exception {
        return http.get(PATH + "?surface=banner", "Authorization", Http.basic(user), "Cookie", cookie);
    }

    private int page(String path, String user) throws Exception {
        return http.get(path, "Authorization", Http.basic(user)).statusCode();
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.post(PATH, JSON, body, "Sec-Fetch-Site", "same-origin");
    }

    private HttpResponse<String> post(String body, String user) throws Exception {
        return http.post(PATH, JSON, body, "Sec-Fetch-Site", "same-origin", "Authorization", Http.basic(user));
    }

    private static String cookieOf(HttpResponse<String> response) {
        String set = response.headers().allValues("Set-Cookie").stream()
                .filter(one -> one.startsWith("sojourn-visitor="))
                .findFirst()
                .orElseThrow();
        assertThat(set).contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=15552000");
        return set.substring(0, set.indexOf(';'));
    }

    private Notice notice(String id, String version) {
        return sojourn.policy().notice(id, version).orElseThrow();
    }
}
