package dev.sojourn.policy;

import java.io.Serializable;
import java.util.Objects;

/**
 * One mistake in a declaration: what is wrong, where, and how to mend it.
 *
 * @param element the offending element, as its author would name it: {@code rule 'invoice'}, {@code Invoice.issuedOn}
 * @param problem what is wrong
 * @param mend what to write instead
 */
public record Fault(String element, String problem, String mend) implements Serializable {

    /** Checks the parts. */
    public Fault {
        Objects.requireNonNull(element, "element");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(mend, "mend");
    }

    /** One line for a report. */
    @Override
    public String toString() {
        return element + ": " + problem + "; " + mend;
    }
}
