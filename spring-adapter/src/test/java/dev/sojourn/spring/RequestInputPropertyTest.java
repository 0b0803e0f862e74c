package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.policy.DataSubject;
import jakarta.servlet.http.Cookie;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.mock.web.MockHttpServletRequest;

/** What anybody may write into a header or a cookie, and what that gets them. */
class RequestInputPropertyTest {

    private static final String SAFE = "0b0fa1a7-5f0c-4b8f-9d4e-0d6b9f8f8f11";

    private final SameOrigin sameOrigin = new SameOrigin(Stream.of("https://app.shop.example"), request -> false);
    private final VisitorResolver visitors = new VisitorResolver("sojourn-visitor");

    @Property(tries = 1_000)
    void trustsNoOriginButItsOwnAndThoseNamed(@ForAll("written") String origin) {
        MockHttpServletRequest request = request();
        request.addHeader("Origin", origin);
        assertThat(sameOrigin.test(request))
                .isEqualTo(Stream.of("https://shop.example", "https://app.shop.example")
                        .anyMatch(own -> origin.trim().equalsIgnoreCase(own)
                                || origin.trim().equalsIgnoreCase(own + "/")));
    }

    @Property(tries = 1_000)
    void trustsNoPlaceButTheSame(@ForAll("written") String site, @ForAll("written") String origin) {
        MockHttpServletRequest request = request();
        request.addHeader("Sec-Fetch-Site", site);
        request.addHeader("Origin", origin);
        if (!site.equals("same-origin") && !origin.toLowerCase(Locale.ROOT).contains("app.shop.example")) {
            assertThat(sameOrigin.test(request)).isFalse();
        }
    }

    @Property(tries = 1_000)
    void knowsNobodyByACookieItDidNotMake(@ForAll("written") String value) {
        MockHttpServletRequest request = request();
        request.setCookies(new Cookie("sojourn-visitor", value));
        assertThat(visitors.of(request))
                .isEqualTo(
                        value.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                                ? Optional.of(DataSubject.of(value).as("visitor"))
                                : Optional.empty());
    }

    @Provide
    Arbitrary<String> written() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.of(
                        "https://shop.example",
                        "https://shop.example/",
                        "HTTPS://SHOP.EXAMPLE",
                        "https://shop.example:443",
                        "http://shop.example",
                        "https://shop.example.evil.example",
                        "https://evil.example/https://shop.example",
                        "https://app.shop.example",
                        "null",
                        "",
                        "same-origin",
                        "same-site",
                        SAFE,
                        SAFE.toUpperCase(Locale.ROOT),
                        SAFE + "\n",
                        SAFE + " ",
                        SAFE.substring(1)));
    }

    private static MockHttpServletRequest request() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/privacy/choices");
        request.setScheme("https");
        request.setServerName("shop.example");
        request.setServerPort(443);
        return request;
    }
}
