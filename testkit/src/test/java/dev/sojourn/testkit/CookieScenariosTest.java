package dev.sojourn.testkit;

import static dev.sojourn.policy.LegalBasis.CONSENT;
import static dev.sojourn.policy.LegalBasis.CONTRACT;
import static dev.sojourn.policy.LegalBasis.LEGITIMATE_INTERESTS;
import static dev.sojourn.testkit.Speaking.draft;
import static dev.sojourn.testkit.Speaking.open;
import static dev.sojourn.testkit.Speaking.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Restriction;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.CookieDeclaration;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Jurisdiction;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Surface;
import dev.sojourn.processing.CookieToExpire;
import dev.sojourn.processing.CookieVerdict;
import dev.sojourn.processing.DenialReason;
import dev.sojourn.processing.SetCookie;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the five policies promise about cookies, asked of the core; the adapters hold the pipeline to it. */
class CookieScenariosTest {

    private static final Jurisdiction CALIFORNIA = Jurisdiction.of("US-CA");
    private static final Jurisdiction ROMANIA = Jurisdiction.of("RO");
    private static final DataSubject VISITOR = DataSubject.of("v-1").as("visitor");

    private static final Purpose SERVICE = Purpose.of("service").on(CONTRACT);
    private static final Purpose SECURITY = Purpose.of("security").on(LEGITIMATE_INTERESTS);
    private static final Purpose ANALYTICS = Purpose.of("analytics").on(CONSENT).optOutIn(CALIFORNIA);
    private static final Purpose FUNCTIONAL = Purpose.of("functional").on(CONSENT);

    private final HandMovedClock clock = HandMovedClock.at("2026-02-10T12:00", "Europe/Bucharest");
    private final InMemoryStores stores = new InMemoryStores();
    private final Sojourn sojourn = open(policy(), stores, clock);

    @Test
    @Upholds({"KLUSAI-27", "KLUSAI-28"})
    void setsEssentialCookiesUnaskedAndOthersOnlyForTheirOwnConsent() {
        assertThat(cause("session", Surface.OWN_SITE)).isEqualTo("ALLOWED");
        assertThat(cause("_ga", Surface.OWN_SITE)).isEqualTo("NOT_ALLOWED");
        sojourn.consents().give(VISITOR, ANALYTICS);
        assertThat(cause("_ga", Surface.OWN_SITE)).isEqualTo("ALLOWED");
        assertThat(cause("theme", Surface.OWN_SITE)).isEqualTo("NOT_ALLOWED");
    }

    @Test
    @Upholds({"KLUSAI-30", "ALLAI-19"})
    void endsAnAnalyticsCookieThirteenCalendarMonthsOn() {
        clock.set("2026-01-31T12:00");
        sojourn.consents().give(VISITOR, ANALYTICS);
        CookieVerdict month = judge("_ga", Surface.OWN_SITE, Optional.of(Duration.ofDays(30)));
        assertThat(month).isInstanceOf(CookieVerdict.Allowed.class);
        assertThat(((CookieVerdict.Allowed) month).latest())
                .map(latest -> LocalDate.ofInstant(latest, ZoneId.of("Europe/Bucharest")))
                .contains(LocalDate.of(2027, 2, 28));
        assertThat(judge("_ga", Surface.OWN_SITE, Optional.of(Duration.ofDays(730))))
                .isEqualTo(new CookieVerdict.Refused(CookieVerdict.Cause.LIFETIME, Optional.of("analytics")));
    }

    @Test
    @Upholds("KLUSAI-31")
    void takesBackTheCookiesOfAWithdrawnCategory() {
        sojourn.consents().give(VISITOR, ANALYTICS);
        assertThat(toExpire("_ga", "session")).isEmpty();
        clock.set("2026-03-05T12:00");
        sojourn.consents().withdraw(VISITOR, ANALYTICS);
        assertThat(toExpire("_ga", "session")).extracting(CookieToExpire::name).containsExactly("_ga");
    }

    @Test
    @Upholds("KLUSARO-18")
    void setsNothingButAuthenticationAndSecurityInAFormEmbeddedElsewhere() {
        assertThat(List.of("session", "csrf", "_ga", "theme"))
                .filteredOn(name -> cause(name, Surface.EMBEDDED_FORM).equals("ALLOWED"))
                .containsExactly("session", "csrf");
    }

    @Test
    @Upholds("QLUSTER-24")
    void setsNothingElseUnderAPolicyThatDeclaresEssentialCookiesAlone() {
        Sojourn essentialOnly = open(
                draft("1", SERVICE)
                        .cookies(CookieDeclaration.named("session", SERVICE).strictlyNecessary()),
                new InMemoryStores(),
                clock);
        assertThat(essentialOnly
                        .cookies()
                        .judge(
                                new SetCookie("_ga", Optional.empty(), "/", Optional.empty()),
                                Surface.OWN_SITE,
                                purpose -> true))
                .isEqualTo(new CookieVerdict.Refused(CookieVerdict.Cause.UNDECLARED, Optional.empty()));
    }

    @Test
    @Upholds("KLOZER-20")
    void startsUnaskedWhereTheLawAllowsItAndAsksEverywhereElse() {
        assertThat(may(ANALYTICS, ROMANIA)).isFalse();
        assertThat(may(ANALYTICS, Jurisdiction.UNKNOWN)).isFalse();
        assertThat(may(ANALYTICS, CALIFORNIA)).isTrue();
        assertThat(may(FUNCTIONAL, CALIFORNIA)).isFalse();
        sojourn.consents().optOut(VISITOR, ANALYTICS, new Actor(Actor.Kind.AGENT, "Sec-GPC"));
        assertThat(may(ANALYTICS, CALIFORNIA)).isFalse();
        assertThat(reason(sojourn.gate().of(VISITOR, CALIFORNIA).decide(ANALYTICS)))
                .isEqualTo(DenialReason.OPTED_OUT);
        sojourn.consents().give(VISITOR, ANALYTICS);
        assertThat(may(ANALYTICS, CALIFORNIA)).isTrue();
        assertThat(may(ANALYTICS, ROMANIA)).isTrue();
    }

    @Test
    @Upholds("KLOZER-20")
    void letsEveryNoStandWhereNobodyWasAsked() {
        DataSubject refusing = DataSubject.of("v-2").as("visitor");
        sojourn.consents().refuse(refusing, ANALYTICS);
        assertThat(reason(sojourn.gate().of(refusing, CALIFORNIA).decide(ANALYTICS)))
                .isEqualTo(DenialReason.REFUSED);

        DataSubject restricted = DataSubject.of("v-3").as("visitor");
        sojourn.restrictions()
                .restrict(
                        restricted,
                        Restriction.everything(Restriction.Ground.ACCURACY_CONTESTED)
                                .reviewOn(LocalDate.of(2026, 6, 1)));
        assertThat(reason(sojourn.gate().of(restricted, CALIFORNIA).decide(ANALYTICS)))
                .isEqualTo(DenialReason.RESTRICTED);
    }

    private boolean may(Purpose purpose, Jurisdiction where) {
        boolean may = sojourn.gate().of(VISITOR, where).may(purpose);
        assertThat(sojourn.gate().fresh().of(VISITOR, where).decide(purpose).isAllowed())
                .isEqualTo(may);
        return may;
    }

    private List<CookieToExpire> toExpire(String... names) {
        return sojourn.cookies()
                .toExpire(List.of(names), purpose -> !sojourn.gate().of(VISITOR).may(purpose));
    }

    private String cause(String name, Surface surface) {
        return judge(name, surface, Optional.empty()) instanceof CookieVerdict.Refused refused
                ? refused.cause().name()
                : "ALLOWED";
    }

    private CookieVerdict judge(String name, Surface surface, Optional<Duration> lifetime) {
        return sojourn.cookies()
                .judge(
                        new SetCookie(name, lifetime, "/", Optional.empty()),
                        surface,
                        sojourn.gate().of(VISITOR)::may);
    }

    private static Policy.Builder policy() {
        return draft("1", SERVICE, SECURITY, ANALYTICS, FUNCTIONAL).cookies(cookies());
    }

    private static CookieDeclaration[] cookies() {
        // tag::cookies[]
        CookieDeclaration session = CookieDeclaration.named("session", SERVICE)
                .strictlyNecessary()
                .on(Surface.OWN_SITE, Surface.EMBEDDED_FORM, Surface.PORTAL);
        CookieDeclaration csrf = CookieDeclaration.named("csrf", SECURITY)
                .strictlyNecessary()
                .on(Surface.OWN_SITE, Surface.EMBEDDED_FORM, Surface.PORTAL);
        CookieDeclaration analytics = CookieDeclaration.named("_ga*", ANALYTICS)
                .atMost(Period.ofMonths(13))
                .on(Surface.OWN_SITE, Surface.EMBEDDED_FORM);
        CookieDeclaration theme = CookieDeclaration.named("theme", FUNCTIONAL).atMost(Period.ofMonths(12));
        // end::cookies[]
        return new CookieDeclaration[] {session, csrf, analytics, theme};
    }
}
