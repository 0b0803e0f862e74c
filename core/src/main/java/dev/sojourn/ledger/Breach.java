package dev.sojourn.ledger;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing verification found wrong: of each broken chain the first, of each checkpoint what is wrong with it.
 *
 * @param kind what is wrong
 * @param chain the chain; empty for a checkpoint, and for chains that are gone
 * @param number the number of the first entry that is wrong, or of the checkpoint
 * @param detail what was found, in words, without personal data
 */
public record Breach(Kind kind, Optional<ChainId> chain, long number, String detail) {

    /** What can be wrong. */
    public enum Kind {
        /** An entry's hash is not the hash of its parts: the entry was changed where it stands. */
        BROKEN_HASH,
        /** An entry is not there. */
        MISSING,
        /** An entry of this chain stands in another's place. */
        REORDERED,
        /** An entry does not follow the one before it: it was put in, or the one before was replaced. */
        FOREIGN,
        /** The chain's head names another last entry than the chain has. */
        HEAD_MISMATCH,
        /** What stands in an entry's place cannot be read as an entry. */
        UNREADABLE,
        /** A text beside an entry was changed, put in, or removed without an entry that says so. */
        TEXT_MISMATCH,
        /** The state kept beside the ledger is not what the chain's entries come to. */
        STATE_MISMATCH,
        /** What the ledger's own retention left of a chain was changed, or entries were dropped without a record. */
        TOMBSTONE_MISMATCH,
        /** Fewer chains are there than a checkpoint covered. */
        CHAIN_MISSING,
        /** A checkpoint was changed, dropped or replaced, or the chains are not those it covered. */
        CHECKPOINT_MISMATCH,
        /** A checkpoint's signature is missing or is none of the keys trusted. */
        SIGNATURE_INVALID
    }

    /** Checks the parts. */
    public Breach {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(chain, "chain");
        Objects.requireNonNull(detail, "detail");
    }

    static Breach in(ChainId chain, Kind kind, long number, String detail) {
        return new Breach(kind, Optional.of(chain), number, detail);
    }

    static Breach of(Kind kind, long number, String detail) {
        return new Breach(kind, Optional.empty(), number, detail);
    }
}
