package dev.sojourn.ledger;

import java.util.List;

/**
 * The port that keeps the ledger; every call joins the caller's unit of work.
 *
 * <p>A store adds; it never changes an entry, and removes entries only when the ledger's own retention says so
 * ({@link ChainStore#trim}).
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
     * Adds an entry and moves the head, which the caller has locked. That the last entry kept is the one the head names
     * is checked in the same breath, not by a statement of its own.
     *
     * @param entry the next entry of its chain
     * @param attachments the texts that stand beside it
     * @throws BrokenChain when the chain does not end as its head says; nothing is added, the caller's unit rolls back
     * @throws StoreException when the number is not the next of its chain, or taken already
     */
    void append(LedgerEntry entry, List<Attachment> attachments);

    /**
     * Begins chains of subjects whom this unit enrolled by {@link SubjectStore#enrolNew}, and which it has neither locked
     * nor read, by few statements.
     *
     * @param entries the first entries of these chains, each chain's own in order from number 1; without texts beside them
     * @throws StoreException when a chain has begun already
     */
    void begin(List<LedgerEntry> entries);

    /**
     * Reads a chain in order of number.
     *
     * @param chain the chain
     * @param after the number after which to start; 0 for the beginning, less to see also what should not be there
     * @param limit at most this many
     * @return the entries; empty at the end and for a chain that does not exist
     * @throws UnreadableEntry when what is kept is no entry any more
     */
    List<LedgerEntry> read(ChainId chain, long after, int limit);

    /**
     * The texts that stand beside entries.
     *
     * @param chain the chain
     * @param first the lowest number
     * @param last the highest number
     * @return in order of number; nothing for entries without texts, and for texts that were removed
     */
    List<Attachment> attachments(ChainId chain, long first, long last);

    /**
     * Removes a text and its salt; the entry stays as it is.
     *
     * @param chain the chain, which the caller has locked
     * @param number the entry's number
     * @param name the text's name
     * @return false when there is no such text
     */
    boolean detach(ChainId chain, long number, String name);
}
