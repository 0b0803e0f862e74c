package dev.sojourn.ledger;

import java.util.List;
import java.util.Optional;

/** The port that keeps checkpoints; every call joins the caller's unit of work. */
public interface CheckpointStore {

    /**
     * Keeps a checkpoint.
     *
     * @param checkpoint the next one; the caller holds the installation's chain locked
     * @throws StoreException when one with this number is kept already
     */
    void add(Checkpoint checkpoint);

    /**
     * The latest checkpoint.
     *
     * @return empty when none was made
     */
    Optional<Checkpoint> last();

    /**
     * Reads checkpoints in order of number.
     *
     * @param after the number after which to start; 0 for the beginning, less to see also what should not be there
     * @param limit at most this many
     * @return the checkpoints; empty at the end
     */
    List<Checkpoint> read(long after, int limit);
}
