package dev.sojourn.processing;

import java.time.Instant;
import java.util.Objects;

/**
 * That a policy version came into force in this installation, as the ledger says.
 *
 * @param since when, UTC
 * @param version the version's name
 * @param digest the digest of the policy in force, rules written on entities included
 * @param declared the digest of the policy alone, as the host declared it
 */
public record PolicyInForce(Instant since, String version, String digest, String declared) {

    /** Checks the parts. */
    public PolicyInForce {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(declared, "declared");
    }
}
