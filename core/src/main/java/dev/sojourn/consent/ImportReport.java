package dev.sojourn.consent;

import java.util.List;
import java.util.Objects;

/**
 * What an import did with the records it was given; each counts once.
 *
 * @param source the other system's name
 * @param recorded acts now in the ledger
 * @param repeated records imported before, by their keys
 * @param suppressed yeses not taken, for the person refused afterwards and was erased since
 * @param erased other records of persons erased since; a no among them stays suppressed, without the identifier
 * @param rejected records that could not be taken
 * @param faults the first 1,000 of these, and why; the keys are the other system's
 */
public record ImportReport(
        String source, long recorded, long repeated, long suppressed, long erased, long rejected, List<Fault> faults) {

    /**
     * A record that was not taken.
     *
     * @param key the other system's key
     * @param problem what was wrong, and the mend
     */
    public record Fault(String key, String problem) {}

    /** Checks the parts and copies the list. */
    public ImportReport {
        Objects.requireNonNull(source, "source");
        faults = List.copyOf(faults);
    }

    /** Shows the counts; keys may name persons. */
    @Override
    public String toString() {
        return "ImportReport[" + source + ": " + recorded + " recorded, " + repeated + " repeated, " + suppressed
                + " suppressed, " + erased + " erased, " + rejected + " rejected]";
    }
}
