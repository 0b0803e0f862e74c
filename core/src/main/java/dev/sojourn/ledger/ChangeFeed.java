package dev.sojourn.ledger;

import java.util.List;
import java.util.Objects;

/**
 * The port that reads the ledger as a feed of changes, so that each node hears what the others recorded.
 *
 * <p>Implementations are thread-safe, their readers are not. No change that committed is ever missed, whatever the order
 * in which units commit; one may be read more than once.
 */
public interface ChangeFeed {

    /**
     * Starts to read at the feed's present end.
     *
     * @return a reader of everything that commits after this call began
     * @throws StoreException when the store fails
     */
    Reader open();

    /** One node's place in the feed. */
    interface Reader {

        /**
         * Reads on, in a unit of its own, from the database that takes the writes, never from a replica.
         *
         * @param most how many changes are wanted at most
         * @return everything that committed before this call and was not read yet
         * @throws StoreException when the store fails; nothing counts as read then
         */
        Batch read(int most);
    }

    /**
     * What was read at once.
     *
     * @param changes the changes, the oldest first; entries that change no answer are left out
     * @param complete false when there were more than wanted: the others count as read and are not in the list
     */
    record Batch(List<Change> changes, boolean complete) {
        /** Checks the parts and copies the list. */
        public Batch {
            changes = List.copyOf(Objects.requireNonNull(changes, "changes"));
        }
    }
}
