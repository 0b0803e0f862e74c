package dev.sojourn.ledger;

import dev.sojourn.policy.DataSubject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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
     * Enrols those of some subjects that are not known yet, by few statements, without aborting the unit when another one
     * enrols them at the same time.
     *
     * @param subjects at most 1,000, each once; enrolled in this order, which two units at once had better share
     * @param digest the keyed digest kept beside a new subject; empty where there is no key for digests
     * @return the keys of those whom this call enrolled: nobody else can know them until the unit is over, so that nothing
     *     stands for them and their chains have no entry; whoever was known before is left out
     */
    Map<DataSubject, String> enrolNew(Collection<DataSubject> subjects, Function<DataSubject, Optional<String>> digest);

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
