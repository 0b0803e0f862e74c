package dev.sojourn.spring;

import static dev.sojourn.spring.CookieHost.ID_COOKIE;
import static dev.sojourn.spring.CookieHost.VISITOR;
import static dev.sojourn.spring.CookieHost.cookies;
import static dev.sojourn.spring.CookieHost.logIn;
import static dev.sojourn.spring.CookieHost.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Surface;
import dev.sojourn.processing.CookieVerdict;
import dev.sojourn.testkit.Upholds;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Which cookies leave, over real HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class CookiesOverHttpTest {

    private static final ZonedDateTime END_OF_JANUARY =
            ZonedDateTime.of(2026, 1, 31, 12, 0, 0, 0, ZoneId.of("Europe/Bucharest"));

    private static CookieHost host;

    private Purpose analytics;

    @BeforeAll
    static void start() {
        host = CookieHost.start("cookies.yml");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @BeforeEach
    void begin() {
        analytics = host.sojourn().policy().purpose("analytics").orElseThrow();
        host.refusals().clear();
        host.clock().set("2026-02-10T12:00");
    }

    @Test
    @Upholds("KLUSAI-27")
    void setsEssentialCookiesOfAVisitorWhoWasNeverAsked() {
        assertThat(set(host.get("/page"))).contains("session", "csrf");
    }

    @Test
    @Upholds("KLUSAI-28")
    void setsNoAnalyticsCookieWithoutConsentAndTellsSo(CapturedOutput output) {
        HttpResponse<String> response = host.get("/page", "Cookie", ID_COOKIE);

        assertThat(set(response)).doesNotContain("_ga", "theme");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(host.refusals())
                .contains(new CookieRefusal(
                        "_ga", CookieVerdict.Cause.NOT_ALLOWED, Optional.of("analytics"), Surface.OWN_SITE, true));
        host.get("/raw?how=addHeader&line=" + encoded("told-once=secret-value"));
        assertThat(output.getAll())
                .contains("cookie 'told-once' on OWN_SITE: the policy does not declare it (UNDECLARED)")
                .doesNotContain("secret-value");
    }

    @Test
    @Upholds("KLUSAI-28")
    void setsTheCookiesOfTheOneCategoryThatWasConsentedTo() {
        String id = "0b0fa1a7-5f0c-4b8f-9d4e-000000000001";
        host.sojourn().consents().give(DataSubject.of(id).as("visitor"), analytics);

        assertThat(set(host.get("/page", "Cookie", "sojourn-visitor=" + id)))
                .contains("_ga")
                .doesNotContain("theme");
    }

    @Test
    @Upholds({"KLUSAI-30", "ALLAI-19"})
    void letsAnAnalyticsCookieStayThirteenCalendarMonthsAndNotASecondMore() {
        String id = "0b0fa1a7-5f0c-4b8f-9d4e-000000000002";
        host.clock().set("2026-01-31T12:00");
        host.sojourn().consents().give(DataSubject.of(id).as("visitor"), analytics);
        long longest = Duration.between(
                        END_OF_JANUARY,
                        END_OF_JANUARY.withYear(2027).withMonth(2).withDayOfMonth(28))
                .toSeconds();

        assertThat(set(host.get("/ga?maxAge=" + longest, "Cookie", "sojourn-visitor=" + id)))
                .containsExactly("_ga");
        assertThat(set(host.get("/ga?maxAge=" + (longest + 1), "Cookie", "sojourn-visitor=" + id)))
                .isEmpty();
        assertThat(set(host.get("/ga?maxAge=" + 2 * 365 * 24 * 3600, "Cookie", "sojourn-visitor=" + id)))
                .isEmpty();
        assertThat(host.refusals()).extracting(CookieRefusal::cause).containsOnly(CookieVerdict.Cause.LIFETIME);
        assertThat(set(host.get("/ga?maxAge=-1", "Cookie", "sojourn-visitor=" + id)))
                .containsExactly("_ga");
    }

    @Test
    @Upholds("KLUSAI-31")
    void takesTheCookiesOfAWithdrawnCategoryBackOnTheNextResponse() {
        String id = "0b0fa1a7-5f0c-4b8f-9d4e-000000000003";
        DataSubject visitor = DataSubject.of(id).as("visitor");
        String sent = "_ga=GA1.1; session=7; sojourn-visitor=" + id + "; _ga_X=2; stranger=1";
        host.sojourn().consents().give(visitor, analytics);
        assertThat(cookies(host.get("/quiet", "Cookie", sent))).isEmpty();

        host.clock().set("2026-03-05T12:00");
        host.sojourn().consents().withdraw(visitor, analytics);

        assertThat(cookies(host.get("/quiet", "Cookie", sent)))
                .containsExactlyInAnyOrder(
                        "_ga=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/",
                        "_ga_X=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/redirect",
                "/error-sent",
                "/thrown",
                "/committed",
                "/later",
                "/asynchronous",
                "/nowhere",
                "/members",
                "/ga?maxAge=60"
            })
    @Upholds({"KLUSAI-28", "KLUSAI-31"})
    void stripsAndTakesBackHoweverTheAnswerIsSent(String path) {
        HttpResponse<String> response = host.get(path, "Cookie", "_ga=1; " + ID_COOKIE);

        assertThat(set(response)).doesNotContain("_ga");
        assertThat(cookies(response))
                .filteredOn(line -> line.startsWith("_ga="))
                .containsExactly("_ga=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/later", "/asynchronous"})
    void letsEssentialCookiesPassFromAsynchronousHandlers(String path) {
        assertThat(set(host.get(path))).containsExactly("session");
    }

    @ParameterizedTest
    @ValueSource(strings = {"addHeader", "setHeader", "cookie2"})
    void stripsHeadersWrittenByHand(String how) {
        HttpResponse<String> response = host.get("/raw?how=" + how + "&line=" + encoded("_ga=1; Path=/"));

        assertThat(cookies(response)).isEmpty();
        assertThat(response.headers().allValues("Set-Cookie2")).isEmpty();
        assertThat(cookies(host.get("/entity?line=" + encoded("_ga=1; Path=/"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"setIntHeader", "addIntHeader", "setDateHeader", "addDateHeader"})
    void stripsNamelessCookies(String how) {
        assertThat(cookies(host.get("/raw?how=" + how + "&line=x"))).isEmpty();
    }

    @Test
    void leavesTheAttributesOfAnAllowedCookieAsTheyAre() {
        String line = "session=a b; Path=/; Secure; HttpOnly; SameSite=Strict; Partitioned; Priority=High";

        assertThat(cookies(host.get("/entity?line=" + encoded(line)))).containsExactly(line);
    }

    @Test
    void letsTheApplicationTakeAnyCookieBack() {
        String line = "stranger=; Max-Age=0; Path=/old";

        assertThat(cookies(host.get("/entity?line=" + encoded(line)))).containsExactly(line);
    }

    @Test
    void refusesACookieItCouldNotTakeBackAgain() {
        host.sojourn().consents().give(VISITOR, analytics);
        assertThat(cookies(host.get("/entity?line=" + encoded("_ga=1; Path=/shop"), "Cookie", ID_COOKIE)))
                .isEmpty();
        assertThat(host.refusals()).extracting(CookieRefusal::cause).containsExactly(CookieVerdict.Cause.PLACE);
        host.sojourn().consents().withdraw(VISITOR, analytics);
    }

    @Test
    @Upholds("KLUSARO-18")
    void setsNothingButAuthenticationAndSecurityInAFormEmbeddedElsewhere() {
        assertThat(set(host.get("/embed/form", "Cookie", ID_COOKIE))).containsExactly("session", "csrf");
        assertThat(set(host.get("/portal/home", "Cookie", ID_COOKIE))).containsExactly("session", "csrf");
    }

    @Test
    @Upholds("KLUSARO-18")
    void setsOnASurfaceWhatIsDeclaredForItAlone() {
        String id = "0b0fa1a7-5f0c-4b8f-9d4e-000000000004";
        DataSubject visitor = DataSubject.of(id).as("visitor");
        host.sojourn().consents().give(visitor, analytics);
        host.sojourn()
                .consents()
                .give(visitor, host.sojourn().policy().purpose("functional").orElseThrow());

        assertThat(set(host.get("/embed/form", "Cookie", "sojourn-visitor=" + id)))
                .containsExactly("session", "csrf");
        assertThat(set(host.get("/portal/home", "Cookie", "sojourn-visitor=" + id)))
                .containsExactly("session", "csrf", "theme");
        assertThat(set(host.get("/page", "Cookie", "sojourn-visitor=" + id)))
                .containsExactly("session", "csrf", "_ga", "theme");
    }

    @Test
    @Upholds("KLOZER-20")
    void waitsForConsentInEuropeAndNotWhereAnOptOutLawApplies() {
        assertThat(set(host.get("/page", "X-Country", "RO"))).doesNotContain("_ga");
        assertThat(set(host.get("/page"))).doesNotContain("_ga");
        assertThat(set(host.get("/page", "X-Country", "US-CA"))).contains("_ga").doesNotContain("theme");
        assertThat(set(host.get("/page", "X-Country", "US-CA", "Sec-GPC", "1"))).doesNotContain("_ga");

        String id = "0b0fa1a7-5f0c-4b8f-9d4e-000000000005";
        host.sojourn().consents().optOut(DataSubject.of(id).as("visitor"), analytics);
        assertThat(set(host.get("/page", "X-Country", "US-CA", "Cookie", "sojourn-visitor=" + id)))
                .doesNotContain("_ga");
    }

    @Test
    void asksTheOneWhoIsLoggedIn() {
        host.sojourn().consents().give(DataSubject.of("ada"), analytics);

        assertThat(set(host.get("/members", "Authorization", logIn("ada")))).contains("_ga");
        assertThat(set(host.get("/members", "Authorization", logIn("bob")))).doesNotContain("_ga");
        assertThat(cookies(host.get("/members", "Authorization", logIn("ada"), "Cookie", "_ga=1")))
                .noneMatch(line -> line.contains("Max-Age=0"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
