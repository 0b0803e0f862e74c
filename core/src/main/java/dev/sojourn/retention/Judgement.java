package dev.sojourn.retention;

import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.RetentionRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What became of one row at one instant.
 *
 * @param reason empty when the row is due
 * @param decidedBy a rule's id, a hold, a restriction, a child
 * @param dueSince when the rules alone made it due
 * @param lastDayKept by the rules alone
 * @param disposition what the rule that made it due does with it; empty when it is not due
 * @param rules how each rule counted
 */
record Judgement(
        Optional<KeepReason> reason,
        String decidedBy,
        Optional<Instant> dueSince,
        Optional<LocalDate> lastDayKept,
        Optional<Disposition> disposition,
        List<Counted> rules) {

    /** How a rule counted: its line in the explanation, the version it was, the instant from which it is due. */
    record Counted(Reckoning line, RetentionRule version, Optional<Instant> dueFrom, boolean floorOnly) {

        Counted(Reckoning line, RetentionRule version, Optional<Instant> dueFrom) {
            this(line, version, dueFrom, false);
        }

        /** The same as it counts where only a rule's floor reaches. */
        Counted in(EntityRules.Bound rule) {
            return rule.floorOnly() ? new Counted(line, version, dueFrom, true) : this;
        }

        boolean binds() {
            return line.state() != Reckoning.State.NOT_GOVERNED;
        }

        boolean isFloor() {
            return binds() && version.isFloor();
        }

        boolean isCeiling() {
            return binds() && version.isCeiling() && !floorOnly;
        }

        boolean isDue() {
            return line.state() == Reckoning.State.PASSED
                    || line.state() == Reckoning.State.BASIS_ENDED
                    || line.state() == Reckoning.State.SOURCE_DUE;
        }
    }

    boolean isDue() {
        return reason.isEmpty();
    }
}
