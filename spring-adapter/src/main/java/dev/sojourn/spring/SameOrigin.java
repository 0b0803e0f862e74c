package dev.sojourn.spring;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells answers sent by a page of the application's own from those another site makes a browser send. A browser says where
 * a request comes from, and no page can make it say otherwise; a request that carries Spring Security's token has been let
 * through by it.
 */
final class SameOrigin implements Predicate<HttpServletRequest> {

    private final Set<String> others;
    private final Predicate<HttpServletRequest> token;

    SameOrigin(Stream<String> others, Predicate<HttpServletRequest> token) {
        this.others = others.map(SameOrigin::plain).collect(Collectors.toUnmodifiableSet());
        this.token = token;
    }

    @Override
    public boolean test(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (token.test(request) || origin != null && others.contains(plain(origin))) {
            return true;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null ? site.equals("same-origin") : isOwn(origin, request);
    }

    private static boolean isOwn(@Nullable String origin, HttpServletRequest request) {
        int port = request.getServerPort();
        boolean usual = port == (request.getScheme().equals("https") ? 443 : 80);
        String own = request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
        return origin != null && plain(origin).equals(plain(own));
    }

    private static String plain(String origin) {
        String lower = origin.trim().toLowerCase(Locale.ROOT);
        return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
