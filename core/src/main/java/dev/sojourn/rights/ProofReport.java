package dev.sojourn.rights;

import java.time.Instant;
import java.util.Objects;

/**
 * What became of proof whose own period is over (GDPR 5(1)(e)).
 *
 * @param at the instant judged by, UTC
 * @param dropped how many erased persons can no longer be found by anybody
 */
public record ProofReport(Instant at, long dropped) {

    /** Checks the parts. */
    public ProofReport {
        Objects.requireNonNull(at, "at");
    }
}
