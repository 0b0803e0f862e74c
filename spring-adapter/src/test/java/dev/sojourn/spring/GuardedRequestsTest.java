package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import dev.sojourn.spring.guarded.Guarded;
import dev.sojourn.testkit.Upholds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;

/** Requests over real HTTP, denied and allowed. */
@SpringBootTest(
        classes = Guarded.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.location=classpath:quickstart.yml",
            "spring.datasource.url=jdbc:h2:mem:guarded;DB_CLOSE_DELAY=-1",
            "sojourn.web.preferences-url=https://bakery.example/privacy",
            "sojourn.policy.purposes.trial.basis=consent",
            "sojourn.enforcement.purposes.trial=observe"
        })
class GuardedRequestsTest {

    private static final DataSubject ADA = DataSubject.of("ada");

    private final HttpClient client = HttpClient.newHttpClient();

    @Autowired
    private Environment environment;

    @Autowired
    private Sojourn sojourn;

    @Autowired
    private Enforcement enforcement;

    private Purpose newsletter;

    @BeforeEach
    void find() {
        newsletter = sojourn.policy().purpose("newsletter").orElseThrow();
    }

    @Test
    void answersADeniedRequestWithAProblemThatTellsTheSubjectThemselfWhy() throws Exception {
        sojourn.consents().refuse(ADA, newsletter);
        HttpResponse<String> response = get("/mine", Optional.of("ada"));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body())
                .contains("\"type\":\"urn:sojourn:processing-denied\"")
                .contains("\"purpose\":\"newsletter\"")
                .contains("\"preferences\":\"https://bakery.example/privacy\"")
                .contains("\"reason\":\"REFUSED\"")
                .doesNotContain("ada");
    }

    @Test
    @Upholds("GDPR 21")
    void tellsNobodyElseWhy() throws Exception {
        sojourn.consents().refuse(ADA, newsletter);
        HttpResponse<String> response = get("/of/ada", Optional.of("bob"));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("newsletter").doesNotContain("reason", "REFUSED", "ada");
    }

    @Test
    void deniesARequestAboutNobody() throws Exception {
        HttpResponse<String> response = get("/mine", Optional.empty());
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).doesNotContain("reason");
    }

    @Test
    void letsAnAllowedRequestPassAndDeniesTheNextAfterAWithdrawal() throws Exception {
        sojourn.consents().give(DataSubject.of("carol"), newsletter);
        assertThat(get("/mine", Optional.of("carol")).statusCode()).isEqualTo(200);
        assertThat(get("/later", Optional.of("carol")).body()).isEqualTo("later");
        sojourn.consents().withdraw(DataSubject.of("carol"), newsletter);
        assertThat(get("/mine", Optional.of("carol")).statusCode()).isEqualTo(403);
    }

    @Test
    void countsWhatItOnlyObserves() throws Exception {
        long before = enforcement.observed("trial");
        assertThat(get("/trial", Optional.of("dan")).statusCode()).isEqualTo(200);
        assertThat(enforcement.observed("trial")).isEqualTo(before + 1);
    }

    @Test
    void takesNoVisitorFromACookieItNeverGaveOut() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/mine"))
                .header("Cookie", "sojourn-visitor=ada")
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void knowsAVisitorByTheFirstPartyCookie() throws Exception {
        String id = "0b0fa1a7-5f0c-4b8f-9d4e-0d6b9f8f8f11";
        sojourn.consents().give(DataSubject.of(id).as("visitor"), newsletter);
        HttpRequest request = HttpRequest.newBuilder(uri("/mine"))
                .header("Cookie", "sojourn-visitor=" + id)
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> get(String path, Optional<String> user) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        user.ifPresent(name -> request.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString((name + ":secret").getBytes())));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + environment.getProperty("local.server.port") + path);
    }
}
