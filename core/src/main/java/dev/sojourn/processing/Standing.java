package dev.sojourn.processing;

import dev.sojourn.policy.Purpose;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What one subject's data may be used for, asked once and answered many times, such as within one request.
 *
 * <p>Immutable and thread-safe. It answers as of the moment it was made: a withdrawal that comes later is not in it, so
 * keep it no longer than the work it was made for, and ask {@link #isCurrent} before each use where that work may contain
 * acts. It knows answers, not the subject.
 */
public final class Standing {

    private final Numbers numbers;
    private final Snapshot snapshot;
    private final Function<String, Decision> unnumbered;
    private final BooleanSupplier current;

    /** Where the snapshot's answers are bits and nothing else, those bits. */
    private final boolean plain;

    private final long allowed;

    Standing(Numbers numbers, Snapshot snapshot, Function<String, Decision> unnumbered, BooleanSupplier current) {
        this.numbers = numbers;
        this.snapshot = snapshot;
        this.unnumbered = unnumbered;
        this.current = current;
        this.plain = snapshot.isPlain();
        this.allowed = snapshot.bits();
    }

    /**
     * Whether a check made now would answer from the same knowledge: nothing was recorded of the subject on this node since
     * the standing was made, nothing was heard of other nodes, no answer ended by time, and it is not older than the bound
     * of {@link ProcessingGate#freshness}. Costs no reading.
     *
     * @return false when the standing is to be made anew; always false for one made while the store failed, or
     *     while acts of the subject were being written, which it may show before they are committed
     */
    public boolean isCurrent() {
        return current.getAsBoolean();
    }

    /**
     * The plain question.
     *
     * @param purpose for which purpose
     * @return whether it is allowed
     */
    public boolean may(Purpose purpose) {
        return may(purpose.id());
    }

    /**
     * The plain question, by the purpose's id.
     *
     * @param purpose the purpose's id
     * @return whether it is allowed; false for one the policy does not name
     */
    public boolean may(String purpose) {
        int number = numbers.of(purpose);
        if (number == Numbers.NONE) {
            return false;
        }
        return plain ? ((int) (allowed >>> number) & 1) != 0 : snapshot.allows(number);
    }

    /**
     * The explained answer.
     *
     * @param purpose for which purpose
     * @return the decision
     */
    public Decision decide(Purpose purpose) {
        return decide(purpose.id());
    }

    /**
     * The explained answer, by the purpose's id.
     *
     * @param purpose the purpose's id
     * @return the decision; UNKNOWN_PURPOSE for one the policy does not name
     */
    public Decision decide(String purpose) {
        int number = numbers.of(purpose);
        return number == Numbers.NONE ? unnumbered.apply(purpose) : snapshot.decision(number);
    }
}
