package dev.sojourn.ledger;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a floor above the ledger knows of entries: what they come to, which of them still bind, and whether the state kept
 * beside the ledger agrees (GDPR 5(1)(d), 5(2)).
 *
 * <p>The ledger does not know what its entries mean. Verification folds each chain again through the folds it was given
 * and has them compare; the ledger's own retention asks them what may not be dropped yet. Thread-safe; what {@link #of}
 * returns belongs to one thread.
 */
public interface ChainFold {

    /**
     * Under which name this fold's state is kept in tombstones.
     *
     * @return never the same as another fold's, and never changed
     */
    String name();

    /**
     * Begins a chain.
     *
     * @param chain the chain
     * @param state what entries dropped earlier came to, as {@link Folding#state()} said; empty for none
     * @return takes the entries from there on
     * @throws IllegalArgumentException when the state is none that this fold ever said
     */
    Folding of(ChainId chain, String state);

    /** One chain being folded, entry by entry in order. */
    interface Folding {

        /**
         * Takes the next entry; those that mean nothing to this fold change nothing.
         *
         * @param entry the entry
         */
        void add(LedgerEntry entry);

        /**
         * What everything so far came to.
         *
         * @return a text from which the fold can go on; empty for nothing; without personal identifiers
         */
        String state();

        /**
         * The earliest entry that still binds: an act in force, a hold not released.
         *
         * @return its number; empty when every entry so far could be dropped
         */
        OptionalLong firstInForce();

        /**
         * Compares what the whole chain came to with the state kept beside the ledger.
         *
         * @return what disagrees, in words, without personal identifiers; empty when nothing does
         */
        Optional<String> difference();
    }
}
