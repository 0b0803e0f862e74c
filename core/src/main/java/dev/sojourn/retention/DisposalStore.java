package dev.sojourn.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The port that keeps the keys of disposed rows until their copies have acknowledged them; every call joins the caller's unit of work. */
public interface DisposalStore {

    /**
     * Keeps keys, one for each row and copy.
     *
     * @param disposed what is gone; their numbers are given by the store
     */
    void add(List<Disposed> disposed);

    /**
     * What a copy has not acknowledged.
     *
     * @param copy the copy's name
     * @param limit at most this many
     * @return those stored first come first
     */
    List<Disposed> open(String copy, int limit);

    /**
     * Forgets what a copy has acknowledged.
     *
     * @param copy the copy's name
     * @param numbers of these; what is forgotten already is no mistake
     */
    void acknowledge(String copy, List<Long> numbers);

    /**
     * Since when a copy has had something to acknowledge.
     *
     * @param copy the copy's name
     * @return when the oldest open row was disposed of; empty when the copy has acknowledged everything
     */
    Optional<Instant> oldestOpen(String copy);
}
