package dev.sojourn.policy;

import static dev.sojourn.policy.Drafts.NEWSLETTER;
import static dev.sojourn.policy.Drafts.ORDERS;
import static dev.sojourn.policy.Drafts.assertOneFault;
import static dev.sojourn.policy.Drafts.faultsOf;
import static dev.sojourn.policy.Drafts.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieCheckTest {

    private static final CookieDeclaration LETTER = CookieDeclaration.named("letter", NEWSLETTER);
    private static final CookieDeclaration BASKET =
            CookieDeclaration.named("basket", ORDERS).strictlyNecessary();

    @Test
    void acceptsAnEssentialCookieAndOneOnConsent() {
        assertThat(faultsOf(sound().cookies(LETTER, BASKET.atMost(Period.ofMonths(1)))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a b", "a=b", "a;b", "*a", "a**", "café"})
    void refusesANameNoCookieCanHave(String name) {
        assertOneFault(
                faults(CookieDeclaration.named(name, NEWSLETTER)),
                "cookie '" + name + "'",
                "has a name no cookie can have",
                "with a * at its end");
    }

    @Test
    void refusesOneNameTwiceOnASurface() {
        assertOneFault(
                faults(LETTER.on(Surface.OWN_SITE, Surface.PORTAL), LETTER.on(Surface.PORTAL)),
                "cookie 'letter'",
                "is declared twice on PORTAL",
                "keep one");
        assertThat(faults(LETTER, LETTER.on(Surface.PORTAL))).isEmpty();
    }

    @Test
    void refusesAPurposeThePolicyDoesNotName() {
        Purpose ads = Purpose.of("ads").on(LegalBasis.CONSENT);

        assertOneFault(
                faults(CookieDeclaration.named("ad", ads)),
                "cookie 'ad'",
                "serves purpose 'ads', which the policy does not name",
                "declare the purpose");
    }

    @Test
    void refusesANonEssentialCookieForWhichNobodyIsAsked() {
        assertOneFault(
                faults(CookieDeclaration.named("basket", ORDERS)),
                "cookie 'basket'",
                "is not essential, and serves purpose 'orders', which does not ask consent",
                "strictlyNecessary()");
    }

    @Test
    void refusesAnEssentialCookieForAPurposeOnConsent() {
        assertOneFault(
                faults(LETTER.strictlyNecessary()),
                "cookie 'letter'",
                "is essential, and serves purpose 'newsletter', which asks consent",
                "take strictlyNecessary() away");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0D", "P-1M", "P999999Y"})
    void refusesALifetimeThatIsNoTime(String lifetime) {
        assertOneFault(faults(LETTER.atMost(Period.parse(lifetime))), "cookie 'letter'", "its lifetime", "write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "/shop;x", "/shop\n"})
    void refusesAPathNoCookieCanHave(String path) {
        assertOneFault(faults(LETTER.underPath(path)), "cookie 'letter'", "which no cookie can have", "/shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {".example.com", "Example.com", "example.com;", "", "exa mple"})
    void refusesADomainNoCookieCanHave(String domain) {
        assertOneFault(faults(LETTER.inDomain(domain)), "cookie 'letter'", "which no cookie can have", "example.com");
    }

    @Test
    void refusesAPlaceThatTheNameForbids() {
        CookieDeclaration host = CookieDeclaration.named("__Host-letter", NEWSLETTER);

        assertThat(faults(host)).isEmpty();
        assertOneFault(faults(host.underPath("/shop")), "cookie '__Host-letter'", "of one host by its name", "take");
        assertOneFault(faults(host.inDomain("a.example")), "cookie '__Host-letter'", "of one host by its name", "take");
    }

    @Test
    void listsEveryFaultAtOnce() {
        assertThat(faults(
                        CookieDeclaration.named("a b", ORDERS)
                                .atMost(Period.ZERO)
                                .inDomain(".example"),
                        LETTER,
                        LETTER))
                .extracting(Fault::element)
                .containsExactly("cookie 'a b'", "cookie 'a b'", "cookie 'a b'", "cookie 'a b'", "cookie 'letter'");
    }

    @Test
    void refusesACookieThatIsSetNowhere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CookieDeclaration(
                        "letter",
                        "newsletter",
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        "/",
                        Optional.empty()))
                .withMessageContaining("name at least one surface");
    }

    @Test
    void tellsTwoDeclarationsApartByTheDigest() {
        List<String> digests = Stream.of(
                        LETTER,
                        LETTER.atMost(Period.ofMonths(1)),
                        LETTER.setBy(Party.named("Acme Ads")),
                        LETTER.on(Surface.PORTAL),
                        LETTER.underPath("/shop"),
                        LETTER.inDomain("acme.example"),
                        BASKET)
                .map(cookie -> sound().cookies(cookie).build().digest())
                .toList();

        assertThat(digests)
                .doesNotHaveDuplicates()
                .doesNotContain(sound().build().digest());
        assertThat(sound().cookies(LETTER, BASKET).build().digest())
                .isEqualTo(sound().cookies(BASKET, LETTER).build().digest());
    }

    @Test
    void keepsItsCookiesWhenAHostAddsRules() {
        Policy policy = sound().cookies(LETTER).build();

        assertThat(policy.including(List.of(Drafts.ceiling("visit", ORDERS))).cookies())
                .containsExactly(LETTER);
    }

    private static List<Fault> faults(CookieDeclaration... cookies) {
        return faultsOf(sound().cookies(cookies));
    }
}
