package dev.sojourn.ledger;

import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.List;

/**
 * The port that parts a person's identity from the proof about the person, at erasure; every call joins the caller's unit
 * of work.
 *
 * <p>What was parted is found by nobody who does not bring the identifier: {@link SubjectStore#find} no longer knows the
 * subject, and no page of subjects names it.
 */
public interface IdentityStore {

    /**
     * A subject whose identifier is gone.
     *
     * @param key the random key, which the chain still names
     * @param digest the keyed digest that took the identifier's place
     * @param at when, UTC
     */
    record Parted(String key, String digest, Instant at) {}

    /**
     * Replaces a subject's identifier by a digest, wherever this database keeps it; the key, the chain and what is kept
     * under the key stay. The caller holds the subject's chain locked.
     *
     * @param subject the subject, which is known
     * @param digest the keyed digest of its identifier
     * @param at when, UTC
     */
    void part(DataSubject subject, String digest, Instant at);

    /**
     * The keys that once stood for an identifier.
     *
     * @param digest the keyed digest of the identifier
     * @return the parted keys, the oldest first; empty when there are none
     */
    List<String> keysOf(String digest);

    /**
     * Whose identity was parted before an instant, the oldest first.
     *
     * @param before the instant, exclusive
     * @param limit at most this many
     * @return empty when there are none
     */
    List<Parted> partedBefore(Instant before, int limit);

    /**
     * Drops what is kept beside the ledger under a parted key: acts that stand, events, released holds, and the key's
     * link to the digest. The chain stays, and is nobody's any more.
     *
     * @param key the parted key
     */
    void drop(String key);
}
