package dev.sojourn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.processing.SetCookie;
import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers are read as browsers read them (RFC 6265, 5.1 to 5.3). */
class SetCookieHeaderTest {

    private static final Instant NOW = Instant.parse("2026-02-10T10:00:00Z");

    private final SetCookieHeader reader = new SetCookieHeader(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void readsNameLifetimeAndPlace() {
        assertThat(read("_ga=GA1; Max-Age=60; Path=/shop; Domain=.Shop.Example; Secure; HttpOnly"))
                .isEqualTo(new SetCookie(
                        "_ga", Optional.of(Duration.ofSeconds(60)), "/shop", Optional.of("shop.example")));
        assertThat(read(" \t_ga \t= x")).isEqualTo(new SetCookie("_ga", Optional.empty(), "/a", Optional.empty()));
    }

    @Test
    void takesTheNameUpToTheFirstEqualsSignAndNoNameWhereThereIsNone() {
        assertThat(read("a=b=c; x").name()).isEqualTo("a");
        assertThat(read("a; Max-Age=1").name()).isEmpty();
        assertThat(read("=_ga=1").name()).isEmpty();
        assertThat(read("").name()).isEmpty();
        assertThat(read("\u00a0a=1").name()).isEqualTo("\u00a0a");
    }

    @Test
    void prefersMaxAgeToExpires() {
        assertThat(read("a=1; Max-Age=60; Expires=Fri, 31 Dec 2099 23:59:59 GMT")
                        .lifetime())
                .contains(Duration.ofSeconds(60));
        assertThat(read("a=1; Expires=Tue, 10 Feb 2026 11:00:00 GMT").lifetime())
                .contains(Duration.ofHours(1));
        assertThat(read("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT").lifetime())
                .hasValueSatisfying(lifetime -> assertThat(lifetime).isNegative());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1; Max-Age=soon",
                "a=1; Max-Age=",
                "a=1; Max-Age=0x1",
                "a=1; Max-Age=+1",
                "a=1; Max-Age=99999999999999999999999",
                "a=1; Max-Age=0; Max-Age=9999999999",
                "a=1; Max-Age=9999999999; Max-Age=0",
                "a=1; max-age=9999999999",
                "a=1; Expires=sometime",
                "a=1; Expires=Tue, 31 Feb 2026 11:00:00 GMT",
                "a=1; Expires=",
                "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Expires=Fri, 31 Dec 2099 23:59:59 GMT"
            })
    void takesTheLongestReadingWhereThereAreSeveral(String header) {
        assertThat(read(header).lifetime())
                .hasValueSatisfying(lifetime -> assertThat(lifetime).isGreaterThan(Duration.ofDays(20_000)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 06 Nov 1994 08:49:37 GMT|1994-11-06T08:49:37Z",
                "Sunday, 06-Nov-94 08:49:37 GMT|1994-11-06T08:49:37Z",
                "Sun Nov  6 08:49:37 1994|1994-11-06T08:49:37Z",
                "06 November 69 8:9:7|2069-11-06T08:09:07Z",
                "6xyz novfoo 1994 08:49:37zzz|1994-11-06T08:49:37Z"
            })
    void readsDatesInEveryFormBrowsersForgive(String text, Instant date) {
        assertThat(CookieDate.read(text)).contains(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "6 Nov 1994",
                "Nov 1994 08:49:37",
                "32 Nov 1994 08:49:37",
                "6 Nov 1600 08:49:37",
                "6 Nov 1994 24:00:00"
            })
    void readsNoDateWhereBrowsersReadNone(String text) {
        assertThat(CookieDate.read(text)).isEmpty();
    }

    @Test
    void readsTheLastPathAndDomain() {
        assertThat(read("a=1; Path=/x; Path=/y; Domain=one.example; Domain=two.example"))
                .isEqualTo(new SetCookie("a", Optional.empty(), "/y", Optional.of("two.example")));
        assertThat(read("a=1; Path=x").path()).isEqualTo("/a");
    }

    @ParameterizedTest
    @CsvSource({"/a/b,/a", "/a/,/a", "/a,/", "/,/", "a,/", "'',/"})
    void belongsWhereTheRequestWentWithoutAPath(String uri, String path) {
        assertThat(SetCookieHeader.defaultPath(uri)).isEqualTo(path);
    }

    @Test
    void readsACookieObjectAsTheContainerWritesIt() {
        Cookie cookie = new Cookie("a", "1");
        assertThat(reader.read(cookie, "/a")).isEqualTo(new SetCookie("a", Optional.empty(), "/a", Optional.empty()));
        cookie.setMaxAge(-1);
        assertThat(reader.read(cookie, "/a").lifetime()).isEmpty();
        cookie.setMaxAge(0);
        assertThat(reader.read(cookie, "/a").lifetime()).contains(Duration.ZERO);
        cookie.setMaxAge(60);
        cookie.setPath("/shop");
        cookie.setDomain("Shop.Example");
        assertThat(reader.read(cookie, "/a"))
                .isEqualTo(
                        new SetCookie("a", Optional.of(Duration.ofSeconds(60)), "/shop", Optional.of("shop.example")));
        Cookie dated = new Cookie("a", "1");
        dated.setMaxAge(-1);
        dated.setAttribute("Expires", "Fri, 31 Dec 2099 23:59:59 GMT");
        assertThat(reader.read(dated, "/a").lifetime())
                .hasValueSatisfying(lifetime -> assertThat(lifetime).isGreaterThan(Duration.ofDays(20_000)));
    }

    @Test
    void reliesOnNothingThatBrowsersPassOver() {
        assertThat(reader.read("a=1\r\nSet-Cookie: b=2", "/")).isEmpty();
        assertThat(reader.read("a=\u0000", "/")).isEmpty();
        assertThat(reader.read("a=1; Max-Age=" + "0".repeat(1_025), "/")).isEmpty();
    }

    private SetCookie read(String header) {
        return reader.read(header, "/a").orElseThrow();
    }
}
