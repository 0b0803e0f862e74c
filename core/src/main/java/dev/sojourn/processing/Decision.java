package dev.sojourn.processing;

import dev.sojourn.policy.LegalBasis;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether data of one subject may be used for one purpose, and why (GDPR 5(2), 6(1)).
 *
 * <p>Immutable. It names the purpose, never the subject.
 */
public sealed interface Decision {

    /**
     * The purpose asked about.
     *
     * @return its id
     */
    String purpose();

    /**
     * The plain answer.
     *
     * @return true for {@link Allowed}
     */
    default boolean isAllowed() {
        return this instanceof Allowed;
    }

    /**
     * The version of a notice a consent was given under.
     *
     * @param id which notice
     * @param version its version
     */
    record NoticeShown(String id, String version) {
        /** Checks the parts. */
        public NoticeShown {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(version, "version");
        }
    }

    /**
     * The purpose may go on.
     *
     * @param purpose the purpose's id
     * @param basis on which basis
     * @param since from when, UTC: the consent, or the decision on an objection; empty where the basis needs no act
     * @param until the first instant, UTC, at which the answer changes by time alone; empty when it does not
     * @param notice under which notice the consent was given; empty when none was shown, or none was needed
     * @param act the id of the act it rests on; empty where the basis needs none
     * @param degraded whether it was answered without the store, which failed
     */
    record Allowed(
            String purpose,
            LegalBasis basis,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<NoticeShown> notice,
            Optional<String> act,
            boolean degraded)
            implements Decision {
        /** Checks the parts. */
        public Allowed {
            Objects.requireNonNull(purpose, "purpose");
            Objects.requireNonNull(basis, "basis");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(notice, "notice");
            Objects.requireNonNull(act, "act");
        }
    }

    /**
     * The purpose may not go on.
     *
     * @param purpose the purpose's id, as asked
     * @param reason why
     * @param since from when, UTC; empty when it was never otherwise, or that is not known
     * @param act the id of the act it rests on; empty when it rests on none
     */
    record Denied(String purpose, DenialReason reason, Optional<Instant> since, Optional<String> act)
            implements Decision {
        /** Checks the parts. */
        public Denied {
            Objects.requireNonNull(purpose, "purpose");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(act, "act");
        }

        static Denied plainly(String purpose, DenialReason reason) {
            return new Denied(purpose, reason, Optional.empty(), Optional.empty());
        }
    }
}
