package dev.sojourn.ledger;

import java.util.List;

/**
 * The port that keeps the ledger; every call joins the caller's unit of work.
 *
 * <p>A store adds; it never changes or removes an entry.
 */
public interface LedgerStore {

    /**
     * The end of a chain.
     *
     * @param number the number of the last entry; 0 for a chain without entries
     * @param hash the hash of the last entry; 64 zeros for a chain without entries
     */
    record Head(long number, String hash) {

        /** The head of a chain that has no entry yet. */
        public static final Head EMPTY = new Head(0, "0".repeat(64));
    }

    /**
     * Locks a chain's head until the unit ends and reads it by that locking read; makes the chain if it is new, without
     * aborting the unit when another one makes it at the same time.
     *
     * @param chain the chain
     * @return its head
     */
    Head lock(ChainId chain);

    /**
     * Adds an entry and moves the head, which the caller has locked.
     *
     * @param entry the next entry of its chain
     * @param attachments the texts that stand beside it
     */
    void append(LedgerEntry entry, List<Attachment> attachments);

    /**
     * Reads a chain in order.
     *
     * @param chain the chain
     * @param after the number after which to start; 0 for the beginning
     * @param limit at most this many
     * @return the entries; empty at the end and for a chain that does not exist
     */
    List<LedgerEntry> read(ChainId chain, long after, int limit);

    /**
     * The texts that stand beside an entry.
     *
     * @param chain the chain
     * @param number the entry's number
     * @return empty when there are none, or they were removed
     */
    List<Attachment> attachments(ChainId chain, long number);
}
