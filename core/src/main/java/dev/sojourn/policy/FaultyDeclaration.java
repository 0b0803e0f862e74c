package dev.sojourn.policy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A policy, or the entities it is applied to, cannot be honoured as declared; carries every fault at once.
 *
 * <p>It names elements of the declaration only, never a person. Immutable; the faults survive serialisation.
 */
public final class FaultyDeclaration extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An array, because a list need not be serialisable. */
    private final Fault[] faults;

    /**
     * Lists the faults in the message, one a line.
     *
     * @param subject what was being built, for example {@code policy 'AllAI privacy policy'}
     * @param faults every fault found; not empty
     */
    public FaultyDeclaration(String subject, List<Fault> faults) {
        super(subject + " has " + faults.size() + (faults.size() == 1 ? " fault:" : " faults:")
                + faults.stream().map(fault -> "\n  - " + fault).collect(Collectors.joining()));
        this.faults = faults.toArray(Fault[]::new);
    }

    /**
     * Every fault; of elements of one sort in the order in which they were declared.
     *
     * @return the faults; unmodifiable, not empty
     */
    public List<Fault> faults() {
        return List.of(faults);
    }
}
