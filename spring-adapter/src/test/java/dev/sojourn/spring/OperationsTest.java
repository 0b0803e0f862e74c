package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.ActKind;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Purpose;
import dev.sojourn.processing.ProcessingDenied;
import dev.sojourn.retention.Hold;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.rights.ErasureReport;
import dev.sojourn.spring.shop.Shop;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** What an operator sees of a running application, over real HTTP, and what its own beans hear. */
@SpringBootTest(
        classes = {Shop.class, OperationsTest.Told.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.location=classpath:shop.yml",
            "spring.datasource.url=jdbc:h2:mem:operations;DB_CLOSE_DELAY=-1",
            "sojourn.sweep.window=",
            "sojourn.sweep.cron=0 0 0 1 1 *",
            "sojourn.enforcement.purposes.reviews=observe",
            "management.endpoints.web.exposure.include=sojourn,health",
            "management.endpoint.health.show-details=always"
        })
class OperationsTest {

    private static final DataSubject VISITOR = DataSubject.of("visitor-7");
    private static final Set<String> TAGS = Set.of("entity", "rule", "purpose", "reason", "outcome", "error");

    private final HttpClient client = HttpClient.newHttpClient();

    @Autowired
    private Environment environment;

    @Autowired
    private Sojourn sojourn;

    @Autowired
    private Shop.Visits visits;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Told told;

    @Autowired
    private Letters letters;

    @Autowired
    private ScheduledSweep schedule;

    @Autowired
    private DataSource database;

    private Purpose newsletter;

    @BeforeEach
    void empty() {
        newsletter = sojourn.policy().purpose("newsletter").orElseThrow();
        sojourn.retention().sweep(sojourn.retention().preview());
        told.acts.clear();
        told.sweeps.clear();
        told.erasures.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "/policy, Europe/Bucharest",
        "/coverage, Visit.visitor",
        "/plan, rulesNeverMatched",
        "/forecast, overdue",
        "/forecast/365, '\"days\":365'",
        "/sweeps, policyVersion",
        "/sweeps/1, disposed",
        "/holds, dueForReview",
        "/ledger, checked"
    })
    void showsEachPartWithoutAPerson(String part, String shown) throws Exception {
        visits.add(1_000, 1_003, 200);
        Hold hold = sojourn.holds()
                .place(Hold.on(VISITOR)
                        .because("case of Vera Visitor")
                        .reviewOn(LocalDate.now().plusDays(30)));
        HttpResponse<String> response = get("/sojourn" + part);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains(shown).doesNotContain("visitor-", "Vera");
        sojourn.holds().release(hold.id(), Actor.job("test"));
    }

    @Test
    void knowsNoOtherPart() throws Exception {
        assertThat(get("/sojourn/people").statusCode()).isEqualTo(404);
        assertThat(get("/sojourn/forecast/0").statusCode()).isEqualTo(404);
        assertThat(post("/sojourn/policy").statusCode()).isNotEqualTo(200);
    }

    @Test
    void asksForAttentionWhileRowsAreOverdueAndIsWellOnceTheyAreGone() throws Exception {
        visits.add(2_000, 2_002, 200);
        assertThat(post("/sojourn/plan").body()).contains("\"due\":2", "overdueSince");
        HttpResponse<String> overdue = get("/health/sojourn");
        assertThat(overdue.statusCode()).isEqualTo(200);
        assertThat(overdue.body()).contains("ATTENTION", "\"due\":2").doesNotContain("visitor-");
        assertThat(gauge("sojourn.rows.due")).isEqualTo(2);
        assertThat(gauge("sojourn.overdue.oldest")).isGreaterThan(100 * 86_400);

        sojourn.retention().sweep(sojourn.retention().preview());
        post("/sojourn/plan");
        assertThat(get("/health/sojourn").body()).contains("\"UP\"", "\"due\":0");
        assertThat(gauge("sojourn.overdue.oldest")).isZero();
        assertThat(gauge("sojourn.sweep.last.success")).isBetween(0.0, 600.0);
    }

    @Test
    void isDownWhenTheLedgerIsNotWhatWasWritten() throws Exception {
        sojourn.consents().give(VISITOR, newsletter);
        assertThat(post("/sojourn/ledger").body()).contains("\"intact\":true");
        change("update sojourn_ledger set entry_kind = 'CONSENT_REFUSED' where entry_kind = 'CONSENT_GIVEN'");
        assertThat(post("/sojourn/ledger").body()).contains("\"intact\":false");
        assertThat(get("/health/sojourn").statusCode()).isEqualTo(503);
        assertThat(get("/health/sojourn").body()).contains("DOWN", "broken");
        change("update sojourn_ledger set entry_kind = 'CONSENT_GIVEN' where entry_kind = 'CONSENT_REFUSED'");
        assertThat(post("/sojourn/ledger").body()).contains("\"intact\":true");
        assertThat(get("/health/sojourn").statusCode()).isEqualTo(200);
    }

    @Test
    void metersDenialsByPurposeAndReasonAndNobody() {
        DataSubject other = DataSubject.of("visitor-denied");
        double before = denials("denied", "newsletter");
        assertThatExceptionOfType(ProcessingDenied.class).isThrownBy(() -> letters.send(other));
        letters.review(other);
        assertThat(denials("denied", "newsletter")).isEqualTo(before + 1);
        assertThat(denials("observed", "reviews")).isPositive();
        List<Meter> own = meters.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("sojourn."))
                .toList();
        assertThat(own)
                .extracting(meter -> meter.getId().getName())
                .contains(
                        "sojourn.overdue.oldest",
                        "sojourn.sweep.last.success",
                        "sojourn.rules.never.matched",
                        "sojourn.withdrawal.latency",
                        "sojourn.feed.lag",
                        "sojourn.denials");
        assertThat(own)
                .flatExtracting(meter -> meter.getId().getTags())
                .allSatisfy(tag -> assertThat(TAGS).contains(tag.getKey()))
                .noneSatisfy(tag -> assertThat(tag.getValue()).contains("visitor"));
        assertThat(gauge("sojourn.feed.lag")).isLessThan(60);
    }

    @Test
    void countsTheRulesThatNeverMatched() throws Exception {
        visits.add(3_000, 3_001, 200);
        sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(post("/sojourn/plan").body()).contains("\"rulesNeverMatched\":[\"never-used\"]");
        assertThat(gauge("sojourn.rules.never.matched")).isEqualTo(1);
    }

    @Test
    void observesTheScheduledSweep() throws Exception {
        visits.add(4_000, 4_002, 200);
        schedule.begin();
        SweepReport report = told.sweeps.poll(30, TimeUnit.SECONDS);
        assertThat(report).isNotNull();
        assertThat(report.gone()).isEqualTo(2);
        CountDownLatch over = new CountDownLatch(1);
        schedule.stop(over::countDown);
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
        schedule.start();
        assertThat(meters.get("sojourn.sweep").tag("outcome", "ENDED").timer().count())
                .isPositive();
        assertThat(meters.get("sojourn.sweep.rows")
                        .tag("rule", "visit")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void tellsTheApplicationWhatWasCommitted() {
        assertThat(told.notices).extracting(Notice::id).containsExactly("privacy");
        sojourn.consents().give(VISITOR, newsletter);
        sojourn.consents().withdraw(VISITOR, newsletter);
        assertThat(told.acts).extracting(SubjectAct::kind).containsExactly(ActKind.GIVEN, ActKind.WITHDRAWN);
        assertThat(told.allowedWhenTold).containsSequence(true, false);
        assertThat(told.acts.toString()).doesNotContain("visitor-7");
        ErasureReport report =
                sojourn.rights().erase(sojourn.rights().planErasure(VISITOR, ErasureGround.NO_LONGER_NECESSARY));
        assertThat(told.erasures).containsExactly(report);
    }

    private double gauge(String name) {
        return meters.get(name).gauges().stream().mapToDouble(Gauge::value).sum();
    }

    private double denials(String outcome, String purpose) {
        return meters.find("sojourn.denials").tag("outcome", outcome).tag("purpose", purpose).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.createStatement().executeUpdate(sql);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + environment.getProperty("local.server.port") + "/actuator" + path);
    }

    /** Sends letters where it may. */
    static class Letters {

        @RequiresPurpose("newsletter")
        public void send(@Subject DataSubject to) {}

        @RequiresPurpose("reviews")
        public void review(@Subject DataSubject of) {}
    }

    /** The application's own ears. */
    @Configuration(proxyBeanMethods = false)
    static class Told {
        private final Queue<SubjectAct> acts = new ConcurrentLinkedQueue<>();
        private final Queue<Boolean> allowedWhenTold = new ConcurrentLinkedQueue<>();
        private final BlockingQueue<SweepReport> sweeps = new LinkedBlockingQueue<>();
        private final Queue<ErasureReport> erasures = new ConcurrentLinkedQueue<>();
        private final Queue<Notice> notices = new ConcurrentLinkedQueue<>();

        @Autowired
        private ObjectProvider<Sojourn> sojourn;

        @EventListener
        void on(SubjectAct act) {
            acts.add(act);
            allowedWhenTold.add(sojourn.getObject().gate().may(act.subject(), act.purpose()));
        }

        @EventListener
        void on(SweepReport report) {
            sweeps.add(report);
        }

        // tag::event[]
        @EventListener
        void on(ErasureReport report) {
            erasures.add(report);
        }
        // end::event[]

        @EventListener
        void on(Notice notice) {
            notices.add(notice);
        }

        @Bean
        Letters letters() {
            return new Letters();
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.csrf(csrf -> csrf.disable())
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }
}
