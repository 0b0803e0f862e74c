package dev.sojourn.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy, or the entities it is applied to, cannot be honoured as declared; carries every fault at once. */
public final class FaultyDeclaration extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /**
     * Lists the faults in the message, one a line.
     *
     * @param subject what was being built, for example {@code policy 'AllAI privacy policy'}
     * @param faults every fault found; not empty
     */
    public FaultyDeclaration(String subject, List<Fault> faults) {
        super(subject + " has " + faults.size() + (faults.size() == 1 ? " fault:" : " faults:")
                + faults.stream().map(fault -> "\n  - " + fault).collect(Collectors.joining()));
        this.faults = List.copyOf(faults);
    }

    /**
     * Every fault, in the order in which the elements were declared.
     *
     * @return the faults; not empty
     */
    public List<Fault> faults() {
        return faults;
    }
}
