package dev.sojourn.retention;

import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The port that keeps holds; every call joins the caller's unit of work. */
public interface HoldStore {

    /**
     * Adds a hold.
     *
     * @param hold the hold
     * @param placedAt when, UTC
     */
    void add(Hold hold, Instant placedAt);

    /**
     * Ends a hold.
     *
     * @param id the hold
     * @param releasedAt when, UTC
     * @return false when there is no such hold or it was released before
     */
    boolean release(String id, Instant releasedAt);

    /**
     * The active holds that could keep data of these subjects: theirs, and those on whole categories.
     *
     * @param subjects at most 1,000; may be empty
     * @return the holds
     */
    List<Hold> activeAmong(Collection<DataSubject> subjects);

    /**
     * Every active hold, the oldest first.
     *
     * @return the holds
     */
    List<Hold> active();
}
