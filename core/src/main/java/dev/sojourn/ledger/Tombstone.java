package dev.sojourn.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is left of the entries that the ledger's own retention dropped from the beginning of a chain: enough for
 * verification to go on from there (GDPR 5(1)(e), 5(2)).
 *
 * @param chain the chain
 * @param number the number of the last entry dropped
 * @param hash the hash of the last entry dropped
 * @param checkpoint the number of the checkpoint that covered what was dropped
 * @param state what the dropped entries came to, by the name of each {@link ChainFold}
 * @param seal SHA-256 over all the above, as lower-case hexadecimal
 */
public record Tombstone(
        ChainId chain, long number, String hash, long checkpoint, SortedMap<String, String> state, String seal) {

    /** Checks the parts and copies the state. */
    public Tombstone {
        Objects.requireNonNull(chain, "chain");
        Objects.requireNonNull(hash, "hash");
        state = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) state));
        Objects.requireNonNull(seal, "seal");
    }

    static Tombstone sealed(ChainId chain, long number, String hash, long checkpoint, SortedMap<String, String> state) {
        return new Tombstone(
                chain, number, hash, checkpoint, state, CanonicalForm.seal(chain, number, hash, checkpoint, state));
    }

    boolean isIntact() {
        return number > 0 && seal.equals(CanonicalForm.seal(chain, number, hash, checkpoint, state));
    }
}
