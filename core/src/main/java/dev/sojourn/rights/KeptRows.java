package dev.sojourn.rights;

import dev.sojourn.retention.KeepReason;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * Rows of one entity that an erasure leaves, and why (GDPR 17(3), 12(4)).
 *
 * @param entity the entity
 * @param reason one of the closed set
 * @param by what keeps them: a rule's id, {@code hold <id>}, {@code restriction <id>}, the row that depends on them, or the
 *     category the ground does not reach
 * @param ground what the rule rests on, in the policy's words; empty when nothing was said, or no rule keeps them
 * @param through the last local day they must be kept; empty while no end is in sight
 * @param rows how many
 */
public record KeptRows(
        String entity, KeepReason reason, String by, String ground, Optional<LocalDate> through, long rows) {

    /** Checks the parts. */
    public KeptRows {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(ground, "ground");
        Objects.requireNonNull(through, "through");
    }

    /** One line for a reader: {@code Invoice: 3 rows stay, FLOOR by invoice (accounting law), through 2036-12-31}. */
    @Override
    public String toString() {
        return entity + ": " + rows + (rows == 1 ? " row stays, " : " rows stay, ") + reason
                + (by.isEmpty() ? "" : " by " + by)
                + (ground.isEmpty() ? "" : " (" + ground + ")")
                + through.map(day -> ", through " + day).orElse("");
    }
}
