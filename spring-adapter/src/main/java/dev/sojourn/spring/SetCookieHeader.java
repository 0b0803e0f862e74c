package dev.sojourn.spring;

import dev.sojourn.processing.SetCookie;
import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads cookies as a browser will take them (RFC 6265, 5.2 and 5.3). Where browsers may differ it takes the reading that
 * sets the cookie for longer; what cannot be read at all is nobody's declared cookie.
 */
final class SetCookieHeader {

    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** Browsers pass over attributes longer than this, so what such a one says cannot be relied on. */
    private static final int LONGEST_ATTRIBUTE = 1_024;

    private static final String MAX_AGE = "max-age";

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F]");
    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern MANY_SECONDS = Pattern.compile("[0-9]+");

    private final Clock clock;

    SetCookieHeader(Clock clock) {
        this.clock = clock;
    }

    /** A header's value; empty when no browser can be relied on to read it in one way. */
    Optional<SetCookie> read(String header, String defaultPath) {
        if (CONTROL.matcher(header).find()) {
            return Optional.empty();
        }
        String[] parts = header.split(";", -1);
        int equals = parts[0].indexOf('=');
        Draft draft = new Draft(equals < 0 ? "" : trimmed(parts[0].substring(0, equals)), defaultPath);
        for (int i = 1; i < parts.length; i++) {
            int at = parts[i].indexOf('=');
            String attribute = trimmed(at < 0 ? parts[i] : parts[i].substring(0, at));
            String value = at < 0 ? "" : trimmed(parts[i].substring(at + 1));
            if (value.length() > LONGEST_ATTRIBUTE) {
                return Optional.empty();
            }
            draft.take(attribute, value);
        }
        return Optional.of(draft.cookie());
    }

    /** A cookie of the servlet API, of which the container writes no negative age: it ends with the session then. */
    SetCookie read(Cookie cookie, String defaultPath) {
        Draft draft = new Draft(cookie.getName(), defaultPath);
        cookie.getAttributes().forEach((attribute, value) -> {
            if (!attribute.equalsIgnoreCase(MAX_AGE) || cookie.getMaxAge() >= 0) {
                draft.take(attribute, value);
            }
        });
        return draft.cookie();
    }

    /** Where a cookie belongs that names no path (RFC 6265, 5.1.4). */
    static String defaultPath(String uri) {
        int last = uri.lastIndexOf('/');
        return !uri.startsWith("/") || last == 0 ? "/" : uri.substring(0, last);
    }

    /** Space and tab alone: what other white space there may be belongs to the name. */
    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t';
    }

    private static Optional<Duration> longest(List<Duration> lifetimes) {
        return lifetimes.stream().max(Comparator.naturalOrder());
    }

    /** What was read so far; the last path and domain count, and the longest lifetime of each kind. */
    private final class Draft {

        private final String name;
        private final String defaultPath;
        private final List<Duration> maxAges = new ArrayList<>();
        private final List<Duration> expiries = new ArrayList<>();
        private String path;
        private Optional<String> domain = Optional.empty();

        Draft(String name, String defaultPath) {
            this.name = name;
            this.defaultPath = defaultPath;
            this.path = defaultPath;
        }

        void take(String attribute, String value) {
            switch (attribute.toLowerCase(Locale.ROOT)) {
                case MAX_AGE -> maxAges.add(seconds(value));
                case "expires" -> expiries.add(until(value));
                case "path" -> path = value.startsWith("/") ? value : defaultPath;
                case "domain" -> domain = domain(value);
                default -> {
                    // the others say nothing of how long or where
                }
            }
        }

        SetCookie cookie() {
            return new SetCookie(name, longest(maxAges.isEmpty() ? expiries : maxAges), path, domain);
        }

        private Duration seconds(String value) {
            if (SECONDS.matcher(value).matches()) {
                return Duration.ofSeconds(Long.parseLong(value));
            }
            return value.startsWith("-")
                            && MANY_SECONDS.matcher(value.substring(1)).matches()
                    ? Duration.ofSeconds(-1)
                    : FOR_EVER;
        }

        private Duration until(String value) {
            Instant now = clock.instant();
            return CookieDate.read(value)
                    .map(instant -> Duration.between(now, instant))
                    .orElse(FOR_EVER);
        }

        private Optional<String> domain(String value) {
            String plain = value.startsWith(".") ? value.substring(1) : value;
            return plain.isEmpty() ? Optional.empty() : Optional.of(plain.toLowerCase(Locale.ROOT));
        }
    }
}
