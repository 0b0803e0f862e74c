package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.Stores;
import dev.sojourn.consent.ConsentProof;
import dev.sojourn.consent.Evidence;
import dev.sojourn.consent.PastAct;
import dev.sojourn.consent.Restriction;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.ConsentLevel;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Notice;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import dev.sojourn.processing.DenialReason;
import dev.sojourn.rights.ErasureGround;
import dev.sojourn.testkit.HandMovedClock;
import dev.sojourn.testkit.Upholds;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Every reason of the closed set over real HTTP, and what else a request meets on its way to a guarded method. */
@SpringBootTest(
        classes = DeniedRequestsTest.Application.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.location=optional:classpath:nothing.yml",
            "spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
                    + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                    + "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration,"
                    + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "sojourn.web.preferences-url=https://desk.example/privacy",
            "sojourn.enforcement.purposes.trial=observe",
            "sojourn.preferences.enabled=true",
            "sojourn.preferences.visitors=true",
            "logging.level.dev.sojourn=trace"
        })
@ExtendWith(OutputCaptureExtension.class)
class DeniedRequestsTest {

    private static final Purpose NEWSLETTER = Purpose.of("newsletter").on(LegalBasis.CONSENT);
    private static final Purpose SURVEY =
            Purpose.of("survey").on(LegalBasis.CONSENT).validFor(Period.ofDays(30));
    private static final Purpose HEALTH =
            Purpose.of("health").on(LegalBasis.CONSENT).needing(ConsentLevel.EXPLICIT);
    private static final Purpose ANALYTICS = Purpose.of("analytics").on(LegalBasis.CONSENT);
    private static final Purpose TRIAL = Purpose.of("trial").on(LegalBasis.CONSENT);
    private static final Purpose OFFERS = Purpose.of("offers")
            .on(LegalBasis.LEGITIMATE_INTERESTS)
            .assessedIn("LIA-1")
            .directMarketing();
    private static final Purpose SECURITY =
            Purpose.of("security").on(LegalBasis.LEGITIMATE_INTERESTS).assessedIn("LIA-2");
    private static final Purpose SUPPORT = Purpose.of("support").onBasisDeclaredByTenant();
    private static final Purpose CARE =
            Purpose.of("care").on(LegalBasis.CONTRACT).concerning("patient");
    private static final Purpose CALLS =
            Purpose.of("calls").on(LegalBasis.CONTRACT).within(Scope.of("channel", "voice"));
    private static final Notice V1 = Notice.of("cookies", "v1", "We count visits.", LocalDate.of(2026, 1, 1));
    private static final Notice V2 = Notice.of(
                    "cookies", "v2", "We count visits with partners.", LocalDate.of(2026, 7, 1))
            .changing(Notice.Change.PURPOSE, ANALYTICS);
    private static final Policy POLICY = Policy.builder("Desk privacy policy")
            .version("1")
            .zone("Europe/Bucharest")
            .controller(Party.named("Desk").contact("privacy@desk.example").country("RO"))
            .retainProof(Period.ofYears(3))
            .purposes(NEWSLETTER, SURVEY, HEALTH, ANALYTICS, TRIAL, OFFERS, SECURITY, SUPPORT, CARE, CALLS)
            .prohibit("sale", "we do not sell")
            .notice(V1)
            .notice(V2)
            .build();

    /** Asked by the application's own code, which Sojourn cannot see whom it is about. */
    private static final Set<DenialReason> ASKED_BY_HAND = EnumSet.of(DenialReason.UNKNOWN_PURPOSE, DenialReason.SCOPE);

    private static final Actor CLERK = Actor.employee("Grace Hopper");
    private static final WatchedStores STORES = new WatchedStores(false);

    @Autowired
    private Environment environment;

    @Autowired
    private Sojourn sojourn;

    @Autowired
    private HandMovedClock clock;

    @Autowired
    private Enforcement enforcement;

    private Http http;

    @BeforeEach
    void open() {
        clock.set("2026-02-10T10:00");
        http = new Http(environment);
    }

    @AfterEach
    void leavesNobodyInTheLogs(CapturedOutput output) {
        STORES.away(false);
        assertThat(output.getAll()).doesNotContain("subject-4711", "Grace Hopper");
    }

    @ParameterizedTest
    @EnumSource(DenialReason.class)
    void answersEveryReasonWith403AndTellsItToTheSubjectThemself(DenialReason reason) throws Exception {
        DataSubject subject = DataSubject.of("subject-4711-" + reason).as("customer");
        String purpose = arrange(reason, subject);
        HttpResponse<String> response = get("/" + purpose, subject.id());
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.body())
                .contains("\"type\":\"urn:sojourn:processing-denied\"", "\"status\":403")
                .contains("\"purpose\":\"" + purpose + "\"")
                .contains("\"preferences\":\"https://desk.example/privacy\"")
                .doesNotContain("4711");
        if (ASKED_BY_HAND.contains(reason)) {
            assertThat(response.body()).doesNotContain("\"reason\"");
        } else {
            assertThat(response.body()).contains("\"reason\":\"" + reason + "\"");
        }
    }

    /** Brings about the reason, and names the purpose denied for it. */
    private String arrange(DenialReason reason, DataSubject subject) {
        return switch (reason) {
            case UNKNOWN_PURPOSE -> "nowhere";
            case PROHIBITED -> "sale";
            case NO_BASIS -> "support";
            case NOT_CONCERNED -> "care";
            case SCOPE -> "calls";
            case NEVER_ASKED -> "newsletter";
            case SUPPRESSED -> {
                sojourn.consents().refuse(subject, NEWSLETTER);
                erase(subject);
                yield "newsletter";
            }
            case ERASED -> {
                sojourn.consents().give(subject, NEWSLETTER);
                erase(subject);
                yield "newsletter";
            }
            case RESTRICTED -> {
                sojourn.consents().give(subject, NEWSLETTER);
                sojourn.restrictions()
                        .restrict(
                                subject,
                                Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                        .reviewOn(LocalDate.of(2026, 6, 1)));
                yield "newsletter";
            }
            case REFUSED -> {
                sojourn.consents().refuse(subject, NEWSLETTER);
                yield "newsletter";
            }
            case WITHDRAWN -> {
                sojourn.consents().give(subject, NEWSLETTER);
                sojourn.consents().withdraw(subject, NEWSLETTER);
                yield "newsletter";
            }
            case REVOKED -> {
                sojourn.consents().give(subject, NEWSLETTER);
                sojourn.consents().revoke(subject, NEWSLETTER, CLERK, "given by a child");
                yield "newsletter";
            }
            case EXPIRED -> {
                sojourn.consents().give(subject, SURVEY);
                clock.set("2026-03-20T10:00");
                yield "survey";
            }
            case LEVEL_TOO_LOW -> {
                sojourn.consents().give(subject, HEALTH);
                yield "health";
            }
            case NOTICE_CHANGED -> {
                sojourn.consents().give(subject, ANALYTICS, Evidence.shown(V1));
                clock.set("2026-07-01T10:00");
                yield "analytics";
            }
            case UNPROVEN -> {
                PastAct old = PastAct.given(
                        "row-1", subject, NEWSLETTER, Instant.parse("2025-01-01T00:00:00Z"), ConsentProof.NOTHING);
                sojourn.imports().run("old system", () -> Stream.of(old));
                yield "newsletter";
            }
            case OBJECTED -> {
                sojourn.objections().object(subject, OFFERS);
                yield "offers";
            }
            case OPTED_OUT -> {
                sojourn.consents().optOut(subject, SECURITY);
                yield "security";
            }
            case STORE_ERROR -> {
                STORES.away(true);
                yield "newsletter";
            }
        };
    }

    private void erase(DataSubject subject) {
        clock.set("2026-02-11T10:00");
        sojourn.rights().erase(sojourn.rights().planErasure(subject, ErasureGround.ACCOUNT_CLOSED), CLERK);
    }

    @Test
    @Upholds("KLUSAI-19")
    void deniesARequestThatStartsPastTheBoundAfterAWithdrawalOnAnotherNode() throws Exception {
        DataSubject subject = DataSubject.of("subject-4711-nodes").as("customer");
        sojourn.consents().give(subject, NEWSLETTER);
        assertThat(get("/newsletter", subject.id()).statusCode()).isEqualTo(200);
        Sojourn other = Sojourn.builder(POLICY)
                .stores(STORES.real())
                .clock(clock)
                .suppressionKey(Application.KEY)
                .build();
        other.consents().withdraw(subject, NEWSLETTER);
        long withdrawn = System.nanoTime();
        boolean late;
        int status;
        do {
            late = System.nanoTime() - withdrawn > 1_000_000_000L;
            status = get("/newsletter", subject.id()).statusCode();
        } while (status == 200 && !late);
        assertThat(status).isEqualTo(403);
    }

    @Test
    void guardsThroughAnnotationsOfTheApplicationsOwnAndAsksForEveryPurposeNamed() throws Exception {
        DataSubject subject = DataSubject.of("subject-4711-both").as("customer");
        assertThat(get("/meta", subject.id()).body()).contains("newsletter");
        assertThat(get("/twice", subject.id()).body()).contains("newsletter");
        assertThat(get("/class", subject.id()).body()).contains("newsletter");
        sojourn.consents().give(subject, NEWSLETTER);
        assertThat(get("/meta", subject.id()).statusCode()).isEqualTo(200);
        assertThat(get("/class", subject.id()).statusCode()).isEqualTo(200);
        assertThat(get("/twice", subject.id()).body()).contains("survey");
        sojourn.consents().give(subject, SURVEY);
        assertThat(get("/twice", subject.id()).statusCode()).isEqualTo(200);
    }

    @Test
    void countsWhereTheEarlierCheckSaysTheContrary() throws Exception {
        DataSubject yes = DataSubject.of("subject-4711-earlier").as("customer");
        DataSubject no = DataSubject.of("subject-4711-stranger").as("customer");
        get("/trial", yes.id());
        get("/trial", no.id());
        sojourn.consents().give(no, TRIAL);
        get("/trial", no.id());
        get("/trial", no.id());
        assertThat(get("/trial", "subject-4711-broken").statusCode()).isEqualTo(200);
        assertThat(enforcement.disagreements())
                .containsOnly(
                        Map.entry(new Enforcement.Disagreement("trial", false), 1L),
                        Map.entry(new Enforcement.Disagreement("trial", true), 2L));
        assertThat(enforcement.failures()).isEqualTo(1);
        assertThat(enforcement.observed())
                .containsOnly(Map.entry(new Enforcement.Observed("trial", DenialReason.NEVER_ASKED), 3L));
    }

    @Test
    void answersAPreferenceCentreWhoseStoreIsAway() throws Exception {
        STORES.away(true);
        String[] own = {"X-Subject", "visitor", "Sec-Fetch-Site", "same-origin"};
        HttpResponse<String> response =
                http.post("/sojourn/preferences", "application/json", "{\"all\":\"refuse\"}", own);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("urn:sojourn:preferences:store");
    }

    private HttpResponse<String> get(String path, String subject) throws Exception {
        return http.get(path, "X-Subject", subject);
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @RequiresPurpose("newsletter")
    @interface ForTheNewsletter {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        static final SecretKeySpec KEY =
                new SecretKeySpec("a key of at least 32 bytes, or so".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

        @Bean
        Policy policy() {
            return POLICY;
        }

        @Bean
        Stores stores() {
            return STORES.stores();
        }

        @Bean
        HandMovedClock clock() {
            return HandMovedClock.at("2026-02-10T10:00", "Europe/Bucharest");
        }

        @Bean
        SojournCustomizer suppression() {
            return builder -> builder.suppressionKey(KEY);
        }

        @Bean
        SubjectResolver header() {
            return () -> request()
                    .map(request -> request.getHeader("X-Subject"))
                    .map(id -> id.equals("visitor")
                            ? DataSubject.of("subject-4711-visitor").as("visitor")
                            : DataSubject.of(id).as("customer"));
        }

        @Bean
        EarlierCheck earlier() {
            return (subject, purpose) -> {
                if (subject.id().endsWith("broken")) {
                    throw new IllegalStateException("subject-4711-broken");
                }
                return Optional.of(subject.id().endsWith("earlier"));
            };
        }

        @Bean
        Weekly weekly() {
            return new Weekly();
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.csrf(csrf -> csrf.disable())
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }

        private static Optional<HttpServletRequest> request() {
            return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                    ? Optional.of(attributes.getRequest())
                    : Optional.empty();
        }

        @RestController
        static class Pages {

            private final Sojourn sojourn;
            private final SubjectResolver resolver;
            private final Weekly weekly;

            Pages(Sojourn sojourn, SubjectResolver resolver, Weekly weekly) {
                this.sojourn = sojourn;
                this.resolver = resolver;
                this.weekly = weekly;
            }

            @GetMapping("/newsletter")
            @RequiresPurpose("newsletter")
            public String newsletter() {
                return "newsletter";
            }

            @GetMapping("/survey")
            @RequiresPurpose("survey")
            public String survey() {
                return "survey";
            }

            @GetMapping("/health")
            @RequiresPurpose("health")
            public String health() {
                return "health";
            }

            @GetMapping("/analytics")
            @RequiresPurpose("analytics")
            public String analytics() {
                return "analytics";
            }

            @GetMapping("/trial")
            @RequiresPurpose("trial")
            public String trial() {
                return "trial";
            }

            @GetMapping("/offers")
            @RequiresPurpose("offers")
            public String offers() {
                return "offers";
            }

            @GetMapping("/security")
            @RequiresPurpose("security")
            public String security() {
                return "security";
            }

            @GetMapping("/support")
            @RequiresPurpose("support")
            public String support() {
                return "support";
            }

            @GetMapping("/care")
            @RequiresPurpose("care")
            public String care() {
                return "care";
            }

            @GetMapping("/sale")
            @RequiresPurpose("sale")
            public String sale() {
                return "sale";
            }

            @GetMapping("/nowhere")
            public String nowhere() {
                sojourn.gate().require(resolver.current().orElseThrow(), Purpose.of("nowhere"));
                return "nowhere";
            }

            @GetMapping("/calls")
            public String calls() {
                sojourn.gate().require(resolver.current().orElseThrow(), CALLS, Scope.of("channel", "text"));
                return "calls";
            }

            @GetMapping("/meta")
            @ForTheNewsletter
            public String meta() {
                return "meta";
            }

            @GetMapping("/twice")
            @RequiresPurpose("newsletter")
            @RequiresPurpose("survey")
            public String twice() {
                return "twice";
            }

            @GetMapping("/class")
            public String ofClass() {
                return weekly.write();
            }
        }
    }

    @RequiresPurpose("newsletter")
    static class Weekly {
        public String write() {
            return "written";
        }
    }
}
