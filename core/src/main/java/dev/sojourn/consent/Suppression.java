package dev.sojourn.consent;

import java.time.Instant;
import java.util.Objects;

/**
 * A no that outlived the erasure of whoever said it, or the erasure itself, under a keyed digest of the identifier
 * (GDPR 17(3)(b), 21(3)). The digest is pseudonymous: who has the key and the identifier finds it.
 *
 * @param digest the keyed digest
 * @param purpose the purpose's id; empty for the erasure itself
 * @param scope the scope's key; empty for the whole purpose
 * @param directMarketing whether it was an objection to direct marketing, which reaches all of it
 * @param since when the person said no, or was erased, UTC
 */
public record Suppression(String digest, String purpose, String scope, boolean directMarketing, Instant since) {

    /** Checks the parts. */
    public Suppression {
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(since, "since");
    }

    /**
     * The mark that an identifier was erased.
     *
     * @param digest the keyed digest
     * @param at when, UTC
     * @return the mark
     */
    public static Suppression erasure(String digest, Instant at) {
        return new Suppression(digest, "", "", false, at);
    }

    /**
     * Whether this marks the erasure, and no purpose.
     *
     * @return true for the mark
     */
    public boolean isErasure() {
        return purpose.isEmpty();
    }

    /** Shows what was refused, not by whom. */
    @Override
    public String toString() {
        return "Suppression[" + (isErasure() ? "erasure" : purpose) + " since " + since + "]";
    }
}
