package dev.sojourn.register;

import java.util.Objects;

/**
 * One thing that keeps coverage from being whole.
 *
 * @param gap what kind
 * @param element what it is about, as its author would name it: {@code Supplier.email}, {@code table call_log}
 * @param problem what is wrong
 * @param mend what to write
 */
public record CoverageFinding(Gap gap, String element, String problem, String mend) {

    /** Checks the parts. */
    public CoverageFinding {
        Objects.requireNonNull(gap, "gap");
        Objects.requireNonNull(element, "element");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(mend, "mend");
    }

    /**
     * What names the finding in baselines and waivers, whatever its wording.
     *
     * @return for example {@code SUSPECT Supplier.email}
     */
    public String key() {
        return gap + " " + element;
    }

    /** One line for a report. */
    @Override
    public String toString() {
        return key() + " " + problem + "; " + mend;
    }
}
