package dev.sojourn.consent;

import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Purpose;
import dev.sojourn.policy.Scope;
import java.time.Instant;
import java.util.Objects;

/**
 * An act that another system recorded before Sojourn was there, stating what can be proven of it (GDPR 7(1)).
 *
 * @param key the other system's own key of the record, by which an import can be run again; 1 to 200 characters
 * @param subject whom it concerns
 * @param kind GIVEN, REFUSED, WITHDRAWN, OPTED_OUT or OBJECTED
 * @param purpose about which purpose
 * @param scope about which part; {@link Scope#WHOLE} for all of it
 * @param at when the person acted, UTC
 * @param proof what can be proven; counts for GIVEN alone, since a no needs no proof
 * @param evidence the text shown and how the person agreed
 */
public record PastAct(
        String key,
        DataSubject subject,
        ActKind kind,
        Purpose purpose,
        Scope scope,
        Instant at,
        ConsentProof proof,
        Evidence evidence) {

    /** Checks the parts. */
    public PastAct {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(proof, "proof");
        Objects.requireNonNull(evidence, "evidence");
    }

    /**
     * A consent.
     *
     * @param key the other system's key
     * @param subject who consented
     * @param purpose to what
     * @param at when
     * @param proof what can be proven
     * @return the act; with TEXT_AND_TIME, add the {@link #evidence(Evidence)}
     */
    public static PastAct given(String key, DataSubject subject, Purpose purpose, Instant at, ConsentProof proof) {
        return new PastAct(key, subject, ActKind.GIVEN, purpose, Scope.WHOLE, at, proof, Evidence.none());
    }

    /**
     * A refusal.
     *
     * @param key the other system's key
     * @param subject who refused
     * @param purpose what was refused
     * @param at when
     * @return the act
     */
    public static PastAct refused(String key, DataSubject subject, Purpose purpose, Instant at) {
        return no(key, subject, ActKind.REFUSED, purpose, at);
    }

    /**
     * A withdrawal.
     *
     * @param key the other system's key
     * @param subject who withdrew
     * @param purpose from what
     * @param at when
     * @return the act
     */
    public static PastAct withdrawn(String key, DataSubject subject, Purpose purpose, Instant at) {
        return no(key, subject, ActKind.WITHDRAWN, purpose, at);
    }

    /**
     * An opt-out.
     *
     * @param key the other system's key
     * @param subject who opted out
     * @param purpose of what
     * @param at when
     * @return the act
     */
    public static PastAct optedOut(String key, DataSubject subject, Purpose purpose, Instant at) {
        return no(key, subject, ActKind.OPTED_OUT, purpose, at);
    }

    /**
     * An objection; to direct marketing it is upheld as it is recorded.
     *
     * @param key the other system's key
     * @param subject who objected
     * @param purpose to what
     * @param at when
     * @return the act
     */
    public static PastAct objected(String key, DataSubject subject, Purpose purpose, Instant at) {
        return no(key, subject, ActKind.OBJECTED, purpose, at);
    }

    /**
     * The same act about one part of the purpose.
     *
     * @param scope the part
     * @return the act
     */
    public PastAct within(Scope scope) {
        return new PastAct(key, subject, kind, purpose, scope, at, proof, evidence);
    }

    /**
     * The same act with the text shown and how the person agreed.
     *
     * @param evidence what is known
     * @return the act
     */
    public PastAct evidence(Evidence evidence) {
        return new PastAct(key, subject, kind, purpose, scope, at, proof, evidence);
    }

    /** Shows what was said, not by whom. */
    @Override
    public String toString() {
        return "PastAct[" + kind + " " + purpose.id() + " at " + at + "]";
    }

    private static PastAct no(String key, DataSubject subject, ActKind kind, Purpose purpose, Instant at) {
        return new PastAct(key, subject, kind, purpose, Scope.WHOLE, at, ConsentProof.TIME_ONLY, Evidence.none());
    }
}
