package dev.sojourn.retention;

import java.time.Instant;
import java.util.Objects;

/**
 * A plan as stored, and what became of it.
 *
 * @param id the run's id; a UUID
 * @param digest the plan's digest; empty while it is being counted
 * @param policyVersion under which policy version it was made
 * @param policyDigest and which content
 * @param at the one instant the run judges by, UTC
 * @param expiresAt after which it may no longer be swept, UTC
 * @param state what became of it
 */
public record Run(
        String id,
        String digest,
        String policyVersion,
        String policyDigest,
        Instant at,
        Instant expiresAt,
        State state) {

    /** What became of a plan. */
    public enum State {
        /** Being counted; it may not be swept yet. */
        PREVIEWING,
        /** Previewed; nothing was disposed of. */
        PLANNED,
        /** Being swept, or stopped before its end and not yet gone on with. */
        RUNNING,
        /** Swept to its end. */
        ENDED,
        /** Begun, and never ended by the node that swept it: nothing more goes under it. */
        ABANDONED
    }

    /** Checks the parts. */
    public Run {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(policyVersion, "policyVersion");
        Objects.requireNonNull(policyDigest, "policyDigest");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(state, "state");
    }
}
