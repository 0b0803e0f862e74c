package dev.sojourn.ledger;

import dev.sojourn.policy.DataSubject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an entry of the ledger tells a node that remembers answers: of whom, or of what, an answer may have changed.
 *
 * <p>Immutable. Hearing a change twice, or after a later one, does no harm.
 */
public sealed interface Change {

    /**
     * A subject's chain was added to.
     *
     * @param key the subject's random key
     * @param subject whose key it is; empty when the identifier is kept no longer, or may not be the subject's own
     * @param number the number of the entry in the subject's chain
     */
    record OfSubject(String key, Optional<DataSubject> subject, long number) implements Change {
        /** Checks the parts. */
        public OfSubject {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(subject, "subject");
        }
    }

    /**
     * A tenant changed a setting.
     *
     * @param tenant the tenant
     */
    record OfTenant(String tenant) implements Change {
        /** Checks the parts. */
        public OfTenant {
            Objects.requireNonNull(tenant, "tenant");
        }
    }

    /**
     * An entry nobody here can read: anything may have changed.
     *
     * @param position where it stands in the store
     */
    record Unreadable(long position) implements Change {}

    /**
     * What an entry tells.
     *
     * @param chain its chain
     * @param number its number in the chain
     * @param kind what it records
     * @param body its facts; for a subject's chain they are not looked at
     * @param subject whose chain it is, as the store knows it now
     * @return empty when no remembered answer can have changed
     * @throws IllegalArgumentException when a changed setting names no tenant
     */
    static Optional<Change> of(
            ChainId chain, long number, EntryKind kind, Map<String, String> body, Optional<DataSubject> subject) {
        if (chain.kind() == ChainId.Kind.SUBJECT) {
            return Optional.of(
                    new OfSubject(chain.key(), keepsTheIdentifier(kind) ? subject : Optional.empty(), number));
        }
        if (kind != EntryKind.SETTING_CHANGED) {
            return Optional.empty();
        }
        String tenant = body.get("tenant");
        if (tenant == null) {
            throw new IllegalArgumentException("a changed setting names no tenant");
        }
        return Optional.of(new OfTenant(tenant));
    }

    /** After any other kind the store may know the subject by something else than its identifier. */
    private static boolean keepsTheIdentifier(EntryKind kind) {
        return switch (kind) {
            case CONSENT_GIVEN,
                    CONSENT_REFUSED,
                    CONSENT_WITHDRAWN,
                    CONSENT_REVOKED,
                    OBJECTION_RAISED,
                    OBJECTION_UPHELD,
                    OBJECTION_OVERRULED,
                    RESTRICTION_PLACED,
                    RESTRICTION_LIFTED,
                    HOLD_PLACED,
                    HOLD_RELEASED,
                    EVENT_HAPPENED,
                    EVENT_REVOKED,
                    ACCESS_COPY -> true;
            default -> false;
        };
    }
}
