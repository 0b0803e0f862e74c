package dev.sojourn.retention;

import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The port that keeps the events the host reported; every call joins the caller's unit of work. */
public interface EventStore {

    /**
     * Keeps that an event happened, in place of an earlier time of the same event.
     *
     * @param subject whom it concerns
     * @param event the event's name
     * @param at when it happened, UTC
     */
    void put(DataSubject subject, String event, Instant at);

    /**
     * Forgets an event that was revoked.
     *
     * @param subject whom it concerned
     * @param event the event's name
     * @return false when no such event was kept
     */
    boolean remove(DataSubject subject, String event);

    /**
     * When an event happened to these subjects.
     *
     * @param event the event's name
     * @param subjects at most 1,000
     * @return the subjects to whom it happened
     */
    Map<DataSubject, Instant> among(String event, Collection<DataSubject> subjects);

    /**
     * Subjects to whom an event happened before an instant, in the store's own stable order.
     *
     * @param event the event's name
     * @param before the instant
     * @param after the subject after which to go on; empty for the beginning
     * @param limit at most this many
     * @return the subjects; empty at the end
     */
    List<DataSubject> before(String event, Instant before, Optional<DataSubject> after, int limit);
}
