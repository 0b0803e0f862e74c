package dev.sojourn.ledger;

import dev.sojourn.policy.DataSubject;
import java.util.Optional;

/**
 * The port that gives each data subject a random key: ledger entries name the key, never the host's identifier. Every
 * call joins the caller's unit of work.
 */
public interface SubjectStore {

    /**
     * The key of a subject, made if the subject is new, without aborting the unit when another one makes it at the same
     * time.
     *
     * @param subject the subject
     * @return the key: a random UUID
     */
    String enrol(DataSubject subject);

    /**
     * The same, and keeps beside a new subject the digest by which it is told what outlived an earlier erasure.
     *
     * @param subject the subject
     * @param digest the keyed digest of the subject's identifier
     * @return the key: a random UUID
     */
    String enrol(DataSubject subject, String digest);

    /**
     * The key of a subject already known.
     *
     * @param subject the subject
     * @return empty when nothing was ever recorded of the subject
     */
    Optional<String> find(DataSubject subject);

    /**
     * Whose key it is.
     *
     * @param key the key
     * @return empty when no subject has this key
     */
    Optional<DataSubject> subjectOf(String key);
}
