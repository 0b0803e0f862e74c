package dev.sojourn.processing;

import dev.sojourn.consent.ActHistory;
import dev.sojourn.consent.KnownActs;
import dev.sojourn.consent.LegalBases;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import java.time.Instant;
import java.util.Objects;

/**
 * The gate as it would have answered at a past instant: from what had been recorded by then, under the policy then in
 * force (GDPR 5(2), 7(3): what was done before a withdrawal stays lawful).
 *
 * <p>Thread-safe; reads the ledger for every answer, and remembers nothing. What was recorded later, though it took
 * effect earlier, is not in it: nobody could have known. Every method throws {@link NullPointerException} for a null,
 * {@link StoreException} when a store fails, and {@link IllegalStateException} when the ledger's own retention has dropped
 * entries of that time.
 */
public final class PastGate {

    private final Policy policy;
    private final ActHistory history;
    private final LegalBases bases;
    private final Instant instant;
    private final Judge judge;

    PastGate(Policy policy, ActHistory history, LegalBases bases, Instant instant) {
        this.policy = policy;
        this.history = history;
        this.bases = bases;
        this.instant = instant;
        this.judge = new Judge(policy);
    }

    /**
     * The policy that was in force.
     *
     * @return the policy
     */
    public Policy policy() {
        return policy;
    }

    /**
     * The plain question.
     *
     * @param subject whose data
     * @param purpose for which purpose
     * @return whether it was allowed
     */
    public boolean may(DataSubject subject, Purpose purpose) {
        return decide(subject, purpose).isAllowed();
    }

    /**
     * The explained answer.
     *
     * @param subject whose data
     * @param purpose for which purpose; the policy then in force says what it was
     * @return the decision
     */
    public Decision decide(DataSubject subject, Purpose purpose) {
        return decide(subject, purpose.id(), Scope.WHOLE);
    }

    /**
     * The explained answer, by the purpose's id.
     *
     * @param subject whose data
     * @param purpose the purpose's id
     * @return the decision; UNKNOWN_PURPOSE for one the policy then in force did not name
     */
    public Decision decide(DataSubject subject, String purpose) {
        return decide(subject, purpose, Scope.WHOLE);
    }

    /**
     * The explained answer about one part of a purpose.
     *
     * @param subject whose data
     * @param purpose for which purpose
     * @param scope for which part
     * @return the decision
     */
    public Decision decide(DataSubject subject, Purpose purpose, Scope scope) {
        return decide(subject, purpose.id(), scope);
    }

    private Decision decide(DataSubject subject, String id, Scope scope) {
        Objects.requireNonNull(subject, "subject");
        if (policy.prohibitions().containsKey(id)) {
            return Decision.Denied.plainly(id, DenialReason.PROHIBITED);
        }
        Purpose declared = policy.purposes().get(id);
        if (declared == null) {
            return Decision.Denied.plainly(id, DenialReason.UNKNOWN_PURPOSE);
        }
        KnownActs known = history.asOf(subject, instant);
        return judge.judge(
                subject,
                declared,
                scope,
                bases.of(declared, subject.tenant(), instant),
                new Acts(known.standing(), known.suppressed()),
                instant);
    }
}
