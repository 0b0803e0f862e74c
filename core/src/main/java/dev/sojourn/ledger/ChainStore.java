package dev.sojourn.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The port that shows all chains at once, for verification, checkpoints and the ledger's own retention; every call joins
 * the caller's unit of work.
 *
 * <p>Every entry has a <em>position</em> in the whole ledger, given by the store when it is added. Positions need not be
 * without gaps and need not follow the order of commits; what counts is {@link #safePosition}.
 */
public interface ChainStore {

    /** The position that comes after all others: the chains as they are now. */
    long NOW = Long.MAX_VALUE;

    /**
     * A position no later commit can precede: the entries up to it are all there, and will never be more.
     *
     * @param now the time by the clock that entries are recorded by, UTC; a store that cannot see open units takes those
     *     begun long before to be over
     * @return the highest such position the store can tell; 0 when there is none
     */
    long safePosition(Instant now);

    /**
     * The chains as they were at a position, in the order of {@link ChainId}.
     *
     * <p>For {@link #NOW} that is every chain that has a head, with the head as kept, and every chain that has entries
     * but no head, shown as empty. For an earlier position it is every chain with an entry up to that position, with the
     * last such entry as its end, and every chain of which only a tombstone is left up to there, with the tombstone as
     * its end.
     *
     * @param position the position
     * @param after the chain after which to go on; empty for the beginning
     * @param limit at most this many
     * @return the chains, each with its tombstone as it is now; empty at the end
     */
    List<ChainHead> heads(long position, Optional<ChainId> after, int limit);

    /**
     * One chain as it was at a position.
     *
     * @param chain the chain
     * @param position the position
     * @return as {@link #heads} would show it; empty when it would not
     */
    Optional<ChainHead> head(ChainId chain, long position);

    /**
     * Chains that hold an entry recorded before an instant, in the order of {@link ChainId}.
     *
     * @param before the instant, UTC
     * @param after the chain after which to go on; empty for the beginning
     * @param limit at most this many
     * @return the chains; empty at the end
     */
    List<ChainId> holding(Instant before, Optional<ChainId> after, int limit);

    /**
     * Drops the beginning of a chain, with the texts beside it, and keeps the tombstone in its place.
     *
     * @param tombstone names the chain, which the caller has locked, and the last entry to drop
     * @return how many entries were dropped
     */
    long trim(Tombstone tombstone);
}
