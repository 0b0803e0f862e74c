package dev.sojourn.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.policy.CookieDeclaration;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Surface;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CookieGateTest {

    private static final ZoneId BUCHAREST = ZoneId.of("Europe/Bucharest");
    private static final Purpose SERVICE = Purpose.of("service").on(LegalBasis.CONTRACT);
    private static final Purpose ANALYTICS = Purpose.of("analytics").on(LegalBasis.CONSENT);
    private static final Purpose FUNCTIONAL = Purpose.of("functional").on(LegalBasis.CONSENT);

    private static final Instant NOON =
            ZonedDateTime.of(2026, 2, 10, 12, 0, 0, 0, BUCHAREST).toInstant();

    private final CookieGate gate = gateAt(
            NOON,
            CookieDeclaration.named("basket", SERVICE).strictlyNecessary().underPath("/shop"),
            CookieDeclaration.named("stay", SERVICE).strictlyNecessary().atMost(Period.ofDays(30)),
            CookieDeclaration.named("_ga*", ANALYTICS)
                    .atMost(Period.ofMonths(13))
                    .inDomain("shop.example"),
            CookieDeclaration.named("_gat", FUNCTIONAL).atMost(Period.ofDays(1)),
            CookieDeclaration.named("theme", FUNCTIONAL).on(Surface.PORTAL));

    @Test
    void letsEssentialCookiesPassUnaskedWhateverTheirPlace() {
        assertThat(gate.judge(of("basket"), Surface.OWN_SITE, CookieGateTest::nobodyIsAsked))
                .isEqualTo(new CookieVerdict.Allowed(Optional.of("service"), Optional.empty()));
    }

    @Test
    void holdsEssentialCookiesToTheirLifetimeToo() {
        assertThat(cause(lasting("stay", Duration.ofDays(31)), true)).isEqualTo("LIFETIME");
        assertThat(cause(lasting("stay", Duration.ofDays(30)), true)).isEqualTo("ALLOWED");
        assertThat(cause(lasting("basket", Duration.ofSeconds(1)), true)).isEqualTo("LIFETIME");
    }

    @Test
    void refusesWhatThePolicyDoesNotDeclare() {
        assertThat(cause(of("tracker"), true)).isEqualTo("UNDECLARED");
        assertThat(cause(of("Basket"), true)).isEqualTo("UNDECLARED");
        assertThat(cause(of(""), true)).isEqualTo("UNDECLARED");
        assertThat(cause(of("theme"), true)).isEqualTo("SURFACE");
    }

    @Test
    void refusesWhatMayNotBeUsedAndSaysForWhichPurpose() {
        assertThat(gate.judge(analytics("_ga_X1", Duration.ofDays(1)), Surface.OWN_SITE, "functional"::equals))
                .isEqualTo(new CookieVerdict.Refused(CookieVerdict.Cause.NOT_ALLOWED, Optional.of("analytics")));
    }

    @Test
    void readsTheMostExactDeclaration() {
        assertThat(gate.judge(of("_gat"), Surface.OWN_SITE, "functional"::equals))
                .isInstanceOf(CookieVerdict.Allowed.class);
        assertThat(gate.judge(of("_gat"), Surface.OWN_SITE, "analytics"::equals))
                .isInstanceOf(CookieVerdict.Refused.class);
    }

    @Test
    void refusesACookieThatAWithdrawalCouldNotTakeBack() {
        assertThat(cause(of("_ga"), true)).isEqualTo("PLACE");
        assertThat(cause(new SetCookie("_ga", Optional.empty(), "/a", Optional.of("shop.example")), true))
                .isEqualTo("PLACE");
        assertThat(cause(analytics("_ga", Duration.ofDays(1)), true)).isEqualTo("ALLOWED");
    }

    @Test
    void alwaysLetsACookieBeTakenBack() {
        assertThat(cause(lasting("tracker", Duration.ZERO), false)).isEqualTo("ALLOWED");
        assertThat(cause(lasting("_ga", Duration.ofSeconds(-1)), false)).isEqualTo("ALLOWED");
    }

    @Test
    void takesBackWhatIsOverEverywhereItMayHaveBeenSetAndNothingElse() {
        List<String> sent = List.of("_ga", "theme", "basket", "tracker", "_ga");

        assertThat(gate.toExpire(sent, "analytics"::equals))
                .containsExactly(new CookieToExpire("_ga", "/", Optional.of("shop.example"), Set.of(Surface.OWN_SITE)));
        assertThat(gate.toExpire(sent, purpose -> false)).isEmpty();
        assertThat(gate.toExpire(List.of("_gat"), "analytics"::equals)).isEmpty();
        assertThat(gate.toExpire(List.of("_gat"), purpose -> true))
                .extracting(CookieToExpire::domain)
                .containsExactlyInAnyOrder(Optional.of("shop.example"), Optional.empty());
        assertThat(gate.toExpire(List.of("basket", "stay"), purpose -> true)).isEmpty();
    }

    /** Forward from the day it is set, never as a number of days. */
    @Property
    void endsOnTheDayTheCalendarSays(
            @ForAll @LongRange(min = 0, max = 4_000) long day,
            @ForAll @IntRange(min = 1, max = 36) int months,
            @ForAll @IntRange(min = -2, max = 2) int beside) {
        ZonedDateTime set = ZonedDateTime.of(LocalDate.of(2024, 1, 1).plusDays(day), LocalTime.NOON, BUCHAREST);
        CookieGate one = gateAt(
                set.toInstant(), CookieDeclaration.named("_ga", ANALYTICS).atMost(Period.ofMonths(months)));
        LocalDate last = set.toLocalDate().plusMonths(months);
        ZonedDateTime latest = ZonedDateTime.of(last, LocalTime.NOON, BUCHAREST);
        Duration asked = Duration.between(set, latest).plusSeconds(beside);

        CookieVerdict verdict = one.judge(lasting("_ga", asked), Surface.OWN_SITE, purpose -> true);

        assertThat(verdict instanceof CookieVerdict.Allowed).isEqualTo(beside <= 0);
        if (verdict instanceof CookieVerdict.Allowed allowed) {
            assertThat(allowed.latest()).contains(latest.toInstant());
        }
    }

    @Property
    void neverThrowsAndNeverLetsPassWhatIsNotDeclared(@ForAll String name, @ForAll long seconds, @ForAll String path) {
        List<String> asked = new ArrayList<>();
        CookieVerdict verdict = gate.judge(
                new SetCookie(name, Optional.of(Duration.ofSeconds(seconds)), path, Optional.empty()),
                Surface.EMBEDDED_FORM,
                purpose -> !asked.add(purpose));

        assertThat(verdict instanceof CookieVerdict.Allowed).isEqualTo(seconds <= 0);
        assertThat(asked).isEmpty();
    }

    private String cause(SetCookie cookie, boolean allowed) {
        return gate.judge(cookie, Surface.OWN_SITE, purpose -> allowed) instanceof CookieVerdict.Refused refused
                ? refused.cause().name()
                : "ALLOWED";
    }

    private static SetCookie of(String name) {
        return new SetCookie(name, Optional.empty(), "/", Optional.empty());
    }

    private static SetCookie lasting(String name, Duration lifetime) {
        return new SetCookie(name, Optional.of(lifetime), "/", Optional.empty());
    }

    private static SetCookie analytics(String name, Duration lifetime) {
        return new SetCookie(name, Optional.of(lifetime), "/", Optional.of("shop.example"));
    }

    private static boolean nobodyIsAsked(String purpose) {
        throw new AssertionError("asked for " + purpose);
    }

    private static CookieGate gateAt(Instant now, CookieDeclaration... cookies) {
        Policy policy = Policy.builder("policy of a test")
                .version("1")
                .zone(BUCHAREST.getId())
                .controller(Party.named("Shop"))
                .retainProof(Period.ofYears(3))
                .purposes(SERVICE, ANALYTICS, FUNCTIONAL)
                .cookies(cookies)
                .build();
        return new CookieGate(policy, Clock.fixed(now, ZoneId.of("UTC")));
    }
}
