package dev.sojourn.retention;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * One way for a row to be past a rule: its attribute lies before the cutoff. A rule with several versions has an arm
 * for each, a rule with a fallback one more.
 *
 * @param attribute the trigger attribute of the row
 * @param cutoffs the line, by tenant
 * @param recordsFrom only triggers on or after this day, in {@code versionZone}; empty for no lower bound
 * @param recordsBefore only triggers before this day, in {@code versionZone}; empty for no upper bound
 * @param versionZone the controller's zone, in which versions are chosen
 * @param whileNull only while this other attribute is null (a fallback holds until the event comes)
 */
public record Arm(
        String attribute,
        Cutoffs cutoffs,
        Optional<LocalDate> recordsFrom,
        Optional<LocalDate> recordsBefore,
        ZoneId versionZone,
        Optional<String> whileNull) {

    /** Checks the parts. */
    public Arm {
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(cutoffs, "cutoffs");
        Objects.requireNonNull(recordsFrom, "recordsFrom");
        Objects.requireNonNull(recordsBefore, "recordsBefore");
        Objects.requireNonNull(versionZone, "versionZone");
        Objects.requireNonNull(whileNull, "whileNull");
    }

    /**
     * Whether a row is past the rule by this arm; an attribute that is null never is.
     *
     * @param row the row
     * @return what a store's query must select
     */
    public boolean selects(DataRow row) {
        Anchor anchor = row.anchors().get(attribute);
        if (anchor == null || whileNull.filter(row.anchors()::containsKey).isPresent()) {
            return false;
        }
        return recordsFrom.map(from -> !anchor.isBefore(from, versionZone)).orElse(true)
                && recordsBefore
                        .map(until -> anchor.isBefore(until, versionZone))
                        .orElse(true)
                && cutoffs.of(row.tenant())
                        .map(cutoff -> cutoff.isPassedBy(anchor))
                        .orElse(false);
    }
}
