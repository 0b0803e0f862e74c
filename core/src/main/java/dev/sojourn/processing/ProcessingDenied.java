package dev.sojourn.processing;

/** Thrown where processing was required to be allowed and is not; carries the decision, never the subject. */
public final class ProcessingDenied extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Decision.Denied decision;

    /**
     * A denial.
     *
     * @param decision what was decided
     */
    public ProcessingDenied(Decision.Denied decision) {
        super("processing for purpose '" + decision.purpose() + "' is denied: " + decision.reason());
        this.decision = decision;
    }

    /**
     * The decision, explained.
     *
     * @return why, since when, by which act
     */
    public Decision.Denied decision() {
        return decision;
    }
}
