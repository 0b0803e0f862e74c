package dev.sojourn.consent;

import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.Objects;

/**
 * A restriction in force (GDPR 18).
 *
 * @param id its id; a UUID
 * @param subject whose data
 * @param restriction what is restricted and why
 * @param since when it was placed, UTC
 */
public record PlacedRestriction(String id, DataSubject subject, Restriction restriction, Instant since) {

    /** Checks the parts. */
    public PlacedRestriction {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(restriction, "restriction");
        Objects.requireNonNull(since, "since");
    }

    /**
     * Reads a restriction from the act that placed it.
     *
     * @param act an act of kind RESTRICTED
     * @return the restriction in force
     */
    public static PlacedRestriction of(SubjectAct act) {
        return new PlacedRestriction(act.purpose(), act.subject(), Restriction.of(act), act.effectiveAt());
    }
}
