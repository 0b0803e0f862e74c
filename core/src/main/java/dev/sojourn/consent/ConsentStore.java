package dev.sojourn.consent;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The port that keeps, beside the ledger, the acts that stand; every call joins the caller's unit of work, where there is
 * one.
 *
 * <p>History is the ledger's. This store holds one act for each subject and key, the one that stands.
 */
public interface ConsentStore {

    /**
     * Every act of a subject that stands, all facets at once, by one query. It sees what was committed before the call
     * even where the caller's unit, being above READ COMMITTED, does not: there it is a locking read.
     *
     * @param subject the subject
     * @return the acts, with the end of the subject's chain as of the same moment
     */
    StandingActs read(DataSubject subject);

    /**
     * What {@link #read} finds, of several subjects by one query; except that a unit above READ COMMITTED sees what it saw
     * before, and is told not to keep it.
     *
     * @param subjects at most 1,000, each once
     * @return each of them with its acts, of whom nothing was ever recorded with none
     */
    Map<DataSubject, StandingActs> readAmong(Collection<DataSubject> subjects);

    /**
     * The acts that {@link #read} finds, alone.
     *
     * @param subject the subject
     * @return in no particular order; empty when the subject never acted
     */
    List<SubjectAct> standing(DataSubject subject);

    /**
     * Every act of some subjects that stands, all facets at once, by one query.
     *
     * @param subjects at most 1,000
     * @return in no particular order; nothing for subjects that never acted
     */
    List<SubjectAct> standingAmong(Collection<DataSubject> subjects);

    /**
     * Makes an act the one that stands for its subject and key, in place of whichever stood before. The caller holds
     * the subject's chain locked and has compared the two.
     *
     * @param act the act that stands from now on
     */
    void put(SubjectAct act);

    /**
     * The same for an act whose entry the caller's unit is about to add to the subject's chain, and adds before it writes
     * or reads anything else: a store may put the act by the statement that adds the entry.
     *
     * @param act the act that stands from now on
     */
    default void putWithEntry(SubjectAct act) {
        put(act);
    }

    /**
     * The same for subjects whom the caller's unit enrolled, and for whom nothing stands yet, by few statements.
     *
     * @param acts at most one for each subject and key
     */
    void putFirst(Collection<SubjectAct> acts);

    /**
     * Subjects for whom the act that stands on a consent or an objection to a purpose, as a whole, is one of the kinds
     * given, in the store's own stable order.
     *
     * @param purpose the purpose's id
     * @param kinds for example WITHDRAWN
     * @param after the subject after which to go on; empty for the beginning
     * @param limit at most this many
     * @return the subjects; empty at the end
     */
    List<DataSubject> standing(String purpose, Set<ActKind> kinds, Optional<DataSubject> after, int limit);

    /**
     * One who gave consent to a purpose.
     *
     * @param subject who
     * @param decides whether that alone decides: the consent holds, and nothing else that stands, or outlived an erasure,
     *     could bar the purpose
     */
    record Consenting(DataSubject subject, boolean decides) {}

    /**
     * Subjects whose consent to a purpose as a whole stands, in the store's own stable order. A store that cannot tell says
     * of nobody that it decides: whoever asks then judges the subject's acts.
     *
     * @param policy by which the consents are judged
     * @param purpose a purpose of the policy, on consent
     * @param now the instant judged by
     * @param after the subject after which to go on; empty for the beginning
     * @param limit at most this many
     * @return the subjects; empty at the end
     */
    default List<Consenting> consenting(
            Policy policy, Purpose purpose, Instant now, Optional<DataSubject> after, int limit) {
        return standing(purpose.id(), Set.of(ActKind.GIVEN), after, limit).stream()
                .map(subject -> new Consenting(subject, false))
                .toList();
    }

    /**
     * Of the subjects given, those for whom a restriction stands, with the acts that stand.
     *
     * @param subjects at most 1,000
     * @return the acts of kind RESTRICTED
     */
    List<SubjectAct> restrictionsAmong(Collection<DataSubject> subjects);

    /**
     * Restrictions that stand, of everybody, in order of their own ids.
     *
     * @param after the restriction's id after which to go on; empty for the beginning
     * @param limit at most this many
     * @return the acts of kind RESTRICTED; empty at the end
     */
    List<SubjectAct> restrictions(Optional<String> after, int limit);
}
