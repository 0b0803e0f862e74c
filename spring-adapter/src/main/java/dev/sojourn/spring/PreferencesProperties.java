package dev.sojourn.spring;

import dev.sojourn.policy.ConsentLevel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The consent endpoints, everything off until written here.
 *
 * @param enabled whether the endpoints of a preference centre and a cookie banner are there
 * @param path where they are
 * @param authority the Spring Security authority whose holders may see and change their own choices
 * @param visitors whether anonymous visitors may, by their first-party cookie
 * @param visitorCookieAge how long a browser keeps a visitor's id
 * @param origins other origins whose pages may send answers, such as https://shop.example
 * @param surfaces where people are asked, by name, each with its notice and its purposes
 * @param unsubscribe links that unsubscribe without a log-in
 */
record PreferencesProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("/sojourn/preferences") String path,
        @Nullable String authority,
        @DefaultValue("false") boolean visitors,
        @DefaultValue("180d") Duration visitorCookieAge,
        @DefaultValue List<String> origins,
        @DefaultValue Map<String, Surface> surfaces,
        @DefaultValue Unsubscribe unsubscribe) {

    /**
     * One place where people are asked.
     *
     * @param notice the notice shown there; a yes is then recorded only with the version that was shown
     * @param purposes what is asked there, by id; by default everything the person has a say in
     * @param level how clearly people agree there: expressed or explicit
     */
    record Surface(
            @Nullable String notice,
            @DefaultValue List<String> purposes,
            @DefaultValue("expressed") ConsentLevel level) {}

    /**
     * Links that unsubscribe without a log-in.
     *
     * @param enabled whether they are there
     * @param baseUrl where the application is reached from outside, such as https://shop.example
     * @param keys secrets that seal the links, each at least 32 random bytes in Base64; the first seals, all open
     * @param validFor how long a link works
     */
    record Unsubscribe(
            @DefaultValue("false") boolean enabled,
            @Nullable String baseUrl,
            @DefaultValue List<String> keys,
            @DefaultValue("90d") Duration validFor) {}
}
