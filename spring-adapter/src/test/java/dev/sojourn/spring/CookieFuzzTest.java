package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.CookieDeclaration;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Jurisdiction;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Party;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Surface;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.net.HttpCookie;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Whatever is written into a header, nothing passes that is not allowed, nothing throws, and what passes is unchanged. */
class CookieFuzzTest {

    private static final Purpose SERVICE = Purpose.of("service").on(LegalBasis.CONTRACT);
    private static final Purpose ANALYTICS = Purpose.of("analytics").on(LegalBasis.CONSENT);
    private static final DataSubject VISITOR = DataSubject.of("ada");
    private static final long DAY = 24 * 3_600;

    /** From 2026-02-10 to 2027-03-10, both in winter. */
    private static final long THIRTEEN_MONTHS = 393 * DAY;

    private final CookieControl control = control();

    @Property(tries = 500)
    void letsNothingPassThatNobodyDeclared(@ForAll("headers") String header) {
        answered(header).forEach(line -> {
            assertThat(line).isEqualTo(header);
            assertThat(isTakenBack(line) || Set.of("session", "_ga").contains(nameOf(line)))
                    .as(line)
                    .isTrue();
        });
    }

    @Property(tries = 500)
    void neverThrowsAtRandomText(@ForAll String header) {
        Recorded response = new Recorded();
        CookieResponse held = held(response);
        held.addHeader("Set-Cookie", header);
        held.setHeader("sEt-CoOkIe", header);
        assertThat(response.written).isSubsetOf(header);
        held.addHeader("X-Other", header);
        assertThat(response.written).endsWith(header);
    }

    @Property(tries = 500)
    void leavesAnAllowedCookieAsItIsWhateverItsOtherAttributes(@ForAll("harmless") String attributes) {
        String line = "_ga=1; Path=/; Max-Age=" + DAY + attributes;

        assertThat(answered(line)).containsExactly(line);
    }

    @Property(tries = 500)
    void letsNoCookieObjectPassThatStaysTooLong(@ForAll int maxAge, @ForAll("names") String name) {
        Cookie cookie = new Cookie(name, "1");
        cookie.setPath("/");
        cookie.setMaxAge(maxAge);
        MockHttpServletResponse response = new MockHttpServletResponse();
        held(response).addCookie(cookie);
        boolean allowed =
                maxAge == 0 || name.equals("session") && maxAge < 0 || name.equals("_ga") && maxAge <= THIRTEEN_MONTHS;

        assertThat(response.getCookies()).hasSize(allowed ? 1 : 0);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("session", "_ga", "Session", "_gb", "x");
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> name = Arbitraries.oneOf(
                Arbitraries.of(
                        "session",
                        "_ga",
                        "_GA",
                        " _ga",
                        "_ga ",
                        "tracker",
                        "",
                        "__Host-_ga",
                        "_ga\u0000",
                        "\u00a0session"),
                Arbitraries.strings().ofMaxLength(6));
        Arbitrary<String> value = Arbitraries.strings().ofMaxLength(6);
        return Combinators.combine(name, value, attributes().list().ofMaxSize(5))
                .as((named, valued, attributes) -> named + "=" + valued + String.join("", attributes));
    }

    @Provide
    Arbitrary<String> harmless() {
        return Arbitraries.of(
                        "; Secure",
                        "; HttpOnly",
                        "; SameSite=Lax",
                        ";SameSite=None ",
                        "; Partitioned",
                        "; Priority=High",
                        "; Unknown=\u00e9",
                        ";",
                        "; Path=/")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> attributes() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.longs().map(age -> "; Max-Age=" + age)),
                Tuple.of(
                        1,
                        Arbitraries.of("; Max-Age=0", "; max-AGE = 0", "; Max-Age=-1", "; Max-Age=0x0", "; Max-Age")),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                                "; Expires=Fri, 31 Dec 2099 00:00:00 GMT",
                                "; Expires=never")),
                Tuple.of(1, Arbitraries.of("; Path=/", "; Path=/x", "; Domain=evil.example", "; Secure")),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(8).map(text -> ";" + text)));
    }

    private List<String> answered(String header) {
        Recorded response = new Recorded();
        held(response).addHeader("Set-Cookie", header);
        return response.written;
    }

    private CookieResponse held(HttpServletResponse response) {
        return new CookieResponse(response, CookieExchange.of(new MockHttpServletRequest("GET", "/page"), control));
    }

    /** By the platform's own reader, which knows nothing of ours. */
    private static String nameOf(String line) {
        List<HttpCookie> cookies = HttpCookie.parse("Set-Cookie: " + line);
        return cookies.get(0).getName();
    }

    /** Everything it says of its lifetime says that it is over. */
    private static boolean isTakenBack(String line) {
        List<String> said = Arrays.stream(line.split(";", -1))
                .skip(1)
                .map(part -> part.replaceAll("[ \t]", "").toLowerCase(Locale.ROOT))
                .filter(part -> part.startsWith("max-age=") || part.startsWith("expires="))
                .toList();
        boolean aged = said.stream().anyMatch(part -> part.startsWith("max-age="));
        return !said.isEmpty()
                && said.stream()
                        .filter(part -> !aged || part.startsWith("max-age="))
                        .allMatch(part ->
                                part.matches("max-age=(0|-[0-9]+)") || part.startsWith("expires=thu,01jan1970"));
    }

    private static CookieControl control() {
        HandMovedClock clock = HandMovedClock.at("2026-02-10T12:00", "Europe/Bucharest");
        Policy policy = Policy.builder("policy of a test")
                .version("1")
                .zone("Europe/Bucharest")
                .controller(Party.named("Shop"))
                .retainProof(Period.ofYears(3))
                .purposes(SERVICE, ANALYTICS)
                .cookies(
                        CookieDeclaration.named("session", SERVICE).strictlyNecessary(),
                        CookieDeclaration.named("_ga", ANALYTICS).atMost(Period.ofMonths(13)))
                .build();
        Sojourn sojourn = Sojourn.builder(policy)
                .stores(new InMemoryStores())
                .clock(clock)
                .build();
        sojourn.consents().give(VISITOR, ANALYTICS);
        return new CookieControl(
                policy,
                () -> sojourn,
                CookieMode.STRIP,
                request -> Surface.OWN_SITE,
                request -> Jurisdiction.UNKNOWN,
                () -> () -> Optional.of(VISITOR),
                new VisitorResolver("sojourn-visitor"),
                new GlobalPrivacyControl(policy, new SojournProperties.Gpc(Map.of(), null), () -> sojourn),
                clock,
                refusal -> {});
    }

    /** A response that takes any header, as a careless container might. */
    private static final class Recorded extends HttpServletResponseWrapper {

        private final List<String> written = new ArrayList<>();

        Recorded() {
            super(new MockHttpServletResponse());
        }

        @Override
        public void addHeader(String name, String value) {
            written.add(value);
        }

        @Override
        public void setHeader(String name, String value) {
            written.add(value);
        }
    }
}
