package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.LegalBasis;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes links by which one person unsubscribes from one purpose with one click and no log-in (GDPR 7(3), RFC 8058).
 *
 * <p>A link names nobody: it carries a sealed token, works for its subject and purpose alone, and for as long as {@code
 * sojourn.preferences.unsubscribe.valid-for} says. Opened, it asks for confirmation; posted to, it acts: a consent is
 * withdrawn, what runs on another basis is opted out of, recorded and effective at once. Thread-safe.
 */
public final class UnsubscribeLinks {

    private static final Set<LegalBasis> WITHOUT_A_SAY =
            EnumSet.of(LegalBasis.CONTRACT, LegalBasis.LEGAL_OBLIGATION, LegalBasis.VITAL_INTERESTS);

    private final Policy policy;
    private final UnsubscribeToken tokens;
    private final Clock clock;
    private final String page;
    private final Duration validFor;

    UnsubscribeLinks(Policy policy, UnsubscribeToken tokens, Clock clock, String page, Duration validFor) {
        this.policy = policy;
        this.tokens = tokens;
        this.clock = clock;
        this.page = page;
        this.validFor = validFor;
    }

    /**
     * A link for a message's text.
     *
     * @param subject who unsubscribes
     * @param purpose from what
     * @return the address, with nothing personal in it
     * @throws IllegalArgumentException for a purpose the policy does not name, and for one on contract, legal obligation or
     *     vital interests, from which nobody unsubscribes
     */
    public URI to(DataSubject subject, Purpose purpose) {
        Purpose declared = policy.purpose(purpose.id())
                .orElseThrow(() -> new IllegalArgumentException("the policy knows no purpose '" + purpose.id()
                        + "': name one of " + policy.purposes().keySet()));
        if (declared.basis().filter(WITHOUT_A_SAY::contains).isPresent()) {
            throw new IllegalArgumentException("purpose '" + declared.id() + "' runs on "
                    + declared.basis().get() + ", and nobody unsubscribes from it: send no link with such messages");
        }
        String token = tokens.seal(new UnsubscribeToken.Content(
                subject, declared.id(), clock.instant().plus(validFor)));
        return URI.create(page + "?token=" + token);
    }

    /**
     * The two headers by which mail programs offer one-click unsubscription (RFC 2369, RFC 8058). The message must be
     * signed (DKIM) with both among the signed headers.
     *
     * @param subject who unsubscribes
     * @param purpose from what
     * @return values by header name
     * @throws IllegalArgumentException as {@link #to} says
     */
    public Map<String, String> headers(DataSubject subject, Purpose purpose) {
        return Map.of(
                "List-Unsubscribe",
                "<" + to(subject, purpose) + ">",
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click");
    }
}
