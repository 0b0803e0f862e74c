package dev.sojourn.ledger;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a chain begins and ends.
 *
 * @param chain the chain
 * @param number the number of the last entry; 0 for a chain without entries
 * @param hash the hash of the last entry; 64 zeros for a chain without entries
 * @param tombstone what stands for entries dropped from its beginning; empty when none were
 */
public record ChainHead(ChainId chain, long number, String hash, Optional<Tombstone> tombstone) {

    /** Checks the parts. */
    public ChainHead {
        Objects.requireNonNull(chain, "chain");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(tombstone, "tombstone");
    }

    static ChainHead empty(ChainId chain) {
        return new ChainHead(chain, 0, CanonicalForm.NOTHING, Optional.empty());
    }

    /** The number of the last entry dropped; 0 when none were. */
    long base() {
        return tombstone.map(Tombstone::number).orElse(0L);
    }

    /** The hash from which verification goes on. */
    String baseHash() {
        return tombstone.map(Tombstone::hash).orElse(CanonicalForm.NOTHING);
    }
}
