package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;

/** Links that unsubscribe without a log-in, as mail programs and people follow them. */
@KioskTest
@ExtendWith(OutputCaptureExtension.class)
class UnsubscribeTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

    @Autowired
    private Environment environment;

    @Autowired
    private Sojourn sojourn;

    @Autowired
    private UnsubscribeLinks links;

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
        assertThat(output.getAll()).doesNotContain("reader@", "u-4711");
    }

    @Test
    @Upholds("QLUSTER-16")
    void unsubscribesByOneClickWithoutALogInRecordedAndEffectiveAtOnce() throws Exception {
        DataSubject reader = DataSubject.of("reader@example.org").as("e-mail");
        Purpose updates = purpose("product-updates");
        sojourn.consents().give(reader, updates);
        assertThat(sojourn.may(reader, updates)).isTrue();
        // tag::links[]
        URI link = links.to(reader, updates);
        // end::links[]
        assertThat(link.toString())
                .startsWith("https://shop.example/privacy/choices/unsubscribe?token=")
                .doesNotContain("reader", "example.org", "product-updates");

        HttpResponse<String> page = http.get(local(link));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Tell about new products", "<form method=\"post\">")
                .doesNotContain("reader");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'none'");
        assertThat(sojourn.may(reader, updates)).isTrue();

        HttpResponse<String> done = http.post(local(link), FORM, ONE_CLICK);
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(sojourn.may(reader, updates)).isFalse();
        assertThat(sojourn.consents().current(reader)).singleElement().satisfies(act -> {
            assertThat(act.kind()).isEqualTo(ActKind.WITHDRAWN);
            assertThat(act.particulars()).containsEntry("via", "unsubscribe link");
        });
        assertThat(http.post(local(link), FORM, ONE_CLICK).statusCode()).isEqualTo(200);
        assertThat(sojourn.consents().history(reader)).hasSize(2);
    }

    @Test
    void optsOutOfWhatRunsWithoutConsentAndOfNothingElse() throws Exception {
        DataSubject reader = DataSubject.of("u-4711").as("customer");
        sojourn.consents().give(reader, purpose("product-updates"));
        http.post(local(links.to(reader, purpose("offers"))), FORM, ONE_CLICK);
        assertThat(sojourn.may(reader, purpose("offers"))).isFalse();
        assertThat(sojourn.may(reader, purpose("product-updates"))).isTrue();
        assertThat(sojourn.may(reader, purpose("service-notices"))).isTrue();
    }

    @Test
    void keepsTenantsApart() throws Exception {
        DataSubject here = DataSubject.of("u-4711").in("north");
        DataSubject there = DataSubject.of("u-4711").in("south");
        sojourn.consents().give(here, purpose("product-updates"));
        sojourn.consents().give(there, purpose("product-updates"));
        http.post(local(links.to(here, purpose("product-updates"))), FORM, ONE_CLICK);
        assertThat(sojourn.may(here, purpose("product-updates"))).isFalse();
        assertThat(sojourn.may(there, purpose("product-updates"))).isTrue();
    }

    @Test
    void actsForMailProgramsThatSendMultipart() throws Exception {
        DataSubject reader = DataSubject.of("reader@multipart").as("e-mail");
        sojourn.consents().give(reader, purpose("product-updates"));
        String body = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
        HttpResponse<String> done =
                http.post(local(links.to(reader, purpose("product-updates"))), "multipart/form-data; boundary=b", body);
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(sojourn.may(reader, purpose("product-updates"))).isFalse();
    }

    @Test
    void worksUntilItExpires() throws Exception {
        DataSubject reader = DataSubject.of("reader@later").as("e-mail");
        sojourn.consents().give(reader, purpose("product-updates"));
        String link = local(links.to(reader, purpose("product-updates")));
        clock.set("2026-05-11T10:59");
        assertThat(http.get(link).statusCode()).isEqualTo(200);
        clock.set("2026-05-11T11:00");
        assertThat(http.get(link).statusCode()).isEqualTo(410);
        assertThat(http.post(link, FORM, ONE_CLICK).statusCode()).isEqualTo(410);
        assertThat(sojourn.may(reader, purpose("product-updates"))).isTrue();
    }

    @Test
    void takesNoLinkThatIsNotItsOwnAndNeverFails() throws Exception {
        DataSubject reader = DataSubject.of("reader@fuzz").as("e-mail");
        sojourn.consents().give(reader, purpose("product-updates"));
        String link = local(links.to(reader, purpose("product-updates")));
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            int at = link.indexOf('=') + 1 + random.nextInt(link.length() - link.indexOf('=') - 1);
            char other = "ABCDEFGHabcdefgh0123-_".charAt(random.nextInt(22));
            if (link.charAt(at) != other) {
                String mutated = link.substring(0, at) + other + link.substring(at + 1);
                assertThat(http.post(mutated, FORM, ONE_CLICK).statusCode()).isEqualTo(400);
            }
        }
        String path = link.substring(0, link.indexOf('?'));
        for (String query : new String[] {
            "",
            "?token",
            "?token=",
            "?token=%00",
            "?token=%F0%9F%98%80",
            "?token=" + "A".repeat(6_000),
            "?token=a&token=b",
            "?t=x"
        }) {
            assertThat(http.get(path + query).statusCode()).as(query).isEqualTo(400);
            assertThat(http.post(path + query, FORM, ONE_CLICK).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(sojourn.may(reader, purpose("product-updates"))).isTrue();
        assertThat(sojourn.consents().history(reader)).hasSize(1);
    }

    @Test
    void namesTheHeadersOfOneClickUnsubscription() {
        DataSubject reader = DataSubject.of("reader@headers").as("e-mail");
        assertThat(links.headers(reader, purpose("product-updates")))
                .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                .hasEntrySatisfying(
                        "List-Unsubscribe",
                        value -> assertThat(value)
                                .startsWith("<https://shop.example/")
                                .endsWith(">"));
    }

    @Test
    void makesNoLinkForWhatNobodyUnsubscribesFrom() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> links.to(DataSubject.of("u-4711"), purpose("service-notices")))
                .withMessageContaining("CONTRACT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> links.to(DataSubject.of("u-4711"), Purpose.of("gossip")))
                .withMessageContaining("gossip");
    }

    /** Only the one address is open without a log-in. */
    @Test
    void leavesEverythingElseClosed() throws Exception {
        assertThat(http.get("/privacy/choices/unsubscribe/more").statusCode()).isEqualTo(401);
        assertThat(http.get("/offers").statusCode()).isEqualTo(401);
    }

    private static String local(URI link) {
        return link.getPath() + "?" + link.getQuery();
    }

    private Purpose purpose(String id) {
        return sojourn.policy().purpose(id).orElseThrow();
    }
}
