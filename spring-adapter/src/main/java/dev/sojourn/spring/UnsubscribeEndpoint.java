package dev.sojourn.spring;

import dev.sojourn.Sojourn;
import dev.sojourn.consent.Evidence;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Purpose;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where unsubscribe links lead. Opening one changes nothing, because mail scanners open every link; posting to it acts
 * (RFC 8058). The token is all the authority there is, and all that is needed.
 */
@RestController
@RequestMapping("${sojourn.preferences.path:/sojourn/preferences}" + UnsubscribeEndpoint.PATH)
class UnsubscribeEndpoint {

    static final String PATH = "/unsubscribe";

    private static final Evidence EVIDENCE = Evidence.none().via("unsubscribe link");

    private final Sojourn sojourn;
    private final UnsubscribeToken tokens;
    private final Clock clock;
    private final UnsubscribePages pages;

    UnsubscribeEndpoint(Sojourn sojourn, UnsubscribeToken tokens, Clock clock, UnsubscribePages pages) {
        this.sojourn = sojourn;
        this.tokens = tokens;
        this.clock = clock;
        this.pages = pages;
    }

    @GetMapping
    ResponseEntity<String> ask(@RequestParam(name = "token", required = false) @Nullable String token, Locale locale) {
        return meant(token)
                .map(content -> purpose(content)
                        .filter(purpose -> !isExpired(content))
                        .map(purpose -> answer(HttpStatus.OK, pages.question(purpose, locale)))
                        .orElseGet(() -> answer(HttpStatus.GONE, pages.expired(locale))))
                .orElseGet(() -> answer(HttpStatus.BAD_REQUEST, pages.unknown(locale)));
    }

    @PostMapping
    ResponseEntity<String> act(@RequestParam(name = "token", required = false) @Nullable String token, Locale locale) {
        return meant(token)
                .map(content -> purpose(content)
                        .filter(purpose -> !isExpired(content))
                        .map(purpose -> acted(content, purpose, locale))
                        .orElseGet(() -> answer(HttpStatus.GONE, pages.expired(locale))))
                .orElseGet(() -> answer(HttpStatus.BAD_REQUEST, pages.unknown(locale)));
    }

    private ResponseEntity<String> acted(UnsubscribeToken.Content content, Purpose purpose, Locale locale) {
        try {
            if (purpose.basis().filter(basis -> basis != LegalBasis.CONSENT).isEmpty()) {
                sojourn.consents().withdraw(content.subject(), purpose, EVIDENCE);
            } else {
                sojourn.consents().optOut(content.subject(), purpose, EVIDENCE);
            }
            return answer(HttpStatus.OK, pages.done(purpose, locale));
        } catch (StoreException e) {
            return answer(HttpStatus.SERVICE_UNAVAILABLE, pages.later(locale));
        } catch (IllegalArgumentException e) {
            // The purpose has moved to a basis that leaves nobody a say since the link was sent.
            return answer(HttpStatus.GONE, pages.expired(locale));
        }
    }

    private Optional<UnsubscribeToken.Content> meant(@Nullable String token) {
        return Optional.ofNullable(token).flatMap(tokens::open);
    }

    private Optional<Purpose> purpose(UnsubscribeToken.Content content) {
        return sojourn.policy().purpose(content.purpose());
    }

    private boolean isExpired(UnsubscribeToken.Content content) {
        return !clock.instant().isBefore(content.expires());
    }

    /** Nothing of the page may leave it: the address itself is the authority. */
    private static ResponseEntity<String> answer(HttpStatus status, String page) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "noindex")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
                .body(page);
    }
}
