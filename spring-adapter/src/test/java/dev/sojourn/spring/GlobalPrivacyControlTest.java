package dev.sojourn.spring;

import static dev.sojourn.spring.CookieHost.cookies;
import static dev.sojourn.spring.CookieHost.logIn;
import static dev.sojourn.spring.CookieHost.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Jurisdiction;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.processing.Decision;
import dev.sojourn.processing.DenialReason;
import dev.sojourn.testkit.Upholds;
import java.net.http.HttpResponse;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The browsers' signal to opt out, over real HTTP. */
class GlobalPrivacyControlTest {

    private static CookieHost host;

    private final String id = UUID.randomUUID().toString();
    private final DataSubject visitor = DataSubject.of(id).as("visitor");

    @BeforeAll
    static void start() {
        host = CookieHost.start("signal.yml");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @BeforeEach
    void begin() {
        host.clock().set("2026-03-02T12:00");
    }

    @Test
    @Upholds("QLUSTER-19")
    void storesTheOptOutForTheBrowserAndForWhoIsLoggedInThoughNothingIsSoldYet() {
        host.get("/members", "Sec-GPC", "1", "Cookie", "sojourn-visitor=" + id, "Authorization", logIn("ada"));

        for (DataSubject subject : List.of(visitor, DataSubject.of("ada"))) {
            assertThat(host.sojourn().consents().current(subject))
                    .singleElement()
                    .satisfies(act -> {
                        assertThat(act.kind()).isEqualTo(ActKind.OPTED_OUT);
                        assertThat(act.purpose()).isEqualTo("sale");
                        assertThat(act.effectiveAt()).isEqualTo(host.clock().instant());
                        assertThat(act.actor().kind()).isEqualTo(Actor.Kind.AGENT);
                    });
        }
        Purpose sale = Purpose.of("sale").on(LegalBasis.CONSENT).optOutIn(Jurisdiction.of("US"));
        host.clock().set("2027-03-02T12:00");
        try (Sojourn selling = Sojourn.builder(Policy.builder("Shop privacy policy")
                        .version("2027-01-01")
                        .zone("Europe/Bucharest")
                        .controller(Party.named("Shop"))
                        .retainProof(Period.ofYears(3))
                        .purposes(sale)
                        .build())
                .stores(host.bean(InMemoryStores.class))
                .clock(host.clock())
                .build()) {
            for (DataSubject subject : List.of(visitor, DataSubject.of("ada"))) {
                assertThat(selling.gate().of(subject, Jurisdiction.of("US-CA")).decide(sale))
                        .isInstanceOfSatisfying(
                                Decision.Denied.class,
                                denied -> assertThat(denied.reason()).isEqualTo(DenialReason.OPTED_OUT));
            }
            assertThat(selling.gate()
                            .of(DataSubject.of("somebody-else"), Jurisdiction.of("US-CA"))
                            .may(sale))
                    .isTrue();
        }
    }

    @Test
    @Upholds("QLUSTER-19")
    void storesItOnceHoweverOftenItIsSent() {
        for (int i = 0; i < 3; i++) {
            visit("Sec-GPC", "1", "X-Country", "US-CA");
        }
        assertThat(host.sojourn().consents().history(visitor))
                .extracting(SubjectAct::purpose)
                .containsExactlyInAnyOrder("sale", "analytics");
    }

    @Test
    @Upholds("KLOZER-20")
    void turnsAnalyticsOffWhereTheSignalCountsAndLeavesItToConsentElsewhere() {
        assertThat(set(visit("X-Country", "US-CA"))).containsExactly("_ga");
        assertThat(set(visit("X-Country", "US-CA", "Sec-GPC", "1"))).isEmpty();
        assertThat(set(visit("X-Country", "US-CA"))).isEmpty();

        DataSubject european = DataSubject.of(UUID.randomUUID().toString()).as("visitor");
        host.sojourn().consents().give(european, analytics());
        assertThat(set(host.get(
                        "/ga?maxAge=60",
                        "X-Country",
                        "RO",
                        "Sec-GPC",
                        "1",
                        "Cookie",
                        "sojourn-visitor=" + european.id())))
                .containsExactly("_ga");
    }

    @Test
    void takesBackWhatWasSetBeforeTheSignalCame() {
        HttpResponse<String> response =
                host.get("/quiet", "X-Country", "US-CA", "Sec-GPC", "1", "Cookie", "_ga=1; sojourn-visitor=" + id);

        assertThat(cookies(response)).singleElement().asString().startsWith("_ga=; Max-Age=0");
    }

    @Test
    void honoursTheSignalOfABrowserWithoutAnIdForTheRequestAlone() {
        assertThat(set(host.get("/ga?maxAge=60", "X-Country", "US-CA", "Sec-GPC", "1")))
                .isEmpty();
        assertThat(cookies(host.get("/quiet", "X-Country", "US-CA", "Sec-GPC", "1", "Cookie", "_ga=1")))
                .hasSize(1);
        assertThat(set(host.get("/ga?maxAge=60", "X-Country", "US-CA"))).containsExactly("_ga");
    }

    @Test
    void letsAConsentGivenInSpiteOfTheSignalStand() {
        visit("X-Country", "US-CA", "Sec-GPC", "1");
        host.sojourn().consents().give(visitor, analytics());

        assertThat(set(visit("X-Country", "US-CA", "Sec-GPC", "1"))).containsExactly("_ga");
        assertThat(host.sojourn().consents().current(visitor))
                .filteredOn(act -> act.purpose().equals("analytics"))
                .singleElement()
                .extracting(SubjectAct::kind)
                .isEqualTo(ActKind.GIVEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "true", "1, 1", "1;v=1", "\"1\"", "?1", ""})
    void takesNoOtherValueForTheSignal(String value) {
        assertThat(set(visit("X-Country", "US-CA", "Sec-GPC", value))).containsExactly("_ga");
        assertThat(host.sojourn().consents().history(visitor)).isEmpty();
    }

    @Test
    void takesOneExactValueAmongSeveralHeadersForTheSignal() {
        visit("Sec-GPC", "0", "Sec-GPC", "1");

        assertThat(host.sojourn().consents().current(visitor)).hasSize(1);
    }

    @Test
    void leavesEveryPurposeAloneThatTheSignalDoesNotReach() {
        Purpose newsletter = host.sojourn().policy().purpose("newsletter").orElseThrow();
        host.sojourn().consents().give(visitor, newsletter);
        visit("X-Country", "US-CA", "Sec-GPC", "1");

        assertThat(host.sojourn().may(visitor, newsletter)).isTrue();
    }

    @Test
    void tellsCachesThatTheAnswerDependsOnIt() {
        assertThat(visit("X-Country", "US-CA").headers().allValues("Vary")).contains("Sec-GPC");
        assertThat(visit("X-Country", "US-CA", "Sec-GPC", "1").headers().allValues("Vary"))
                .contains("Sec-GPC");
    }

    @Test
    void saysOnTheWellKnownAddressThatItHonoursTheSignal() {
        HttpResponse<String> response = host.get("/.well-known/gpc.json");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body()).isEqualTo("{\"gpc\":true,\"lastUpdate\":\"2026-02-01\"}");
    }

    @Test
    void saysNothingWhereTheSignalCountsNowhere() {
        try (CookieHost plain = CookieHost.start("essential-only.yml")) {
            assertThat(plain.get("/.well-known/gpc.json").statusCode()).isEqualTo(404);
            assertThat(plain.get("/quiet", "Sec-GPC", "1").headers().allValues("Vary"))
                    .doesNotContain("Sec-GPC");
        }
    }

    private HttpResponse<String> visit(String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Cookie";
        all[headers.length + 1] = "sojourn-visitor=" + id;
        return host.get("/ga?maxAge=60", all);
    }

    private static Purpose analytics() {
        return host.sojourn().policy().purpose("analytics").orElseThrow();
    }
}
