package dev.sojourn.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;

/**
 * The line before which a trigger is due: a trigger whose local day in the zone is before the day.
 *
 * @param before the first trigger day that is not due
 * @param zone the zone of the tenant or controller
 */
public record Cutoff(LocalDate before, ZoneId zone) {

    /** Checks the parts. */
    public Cutoff {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(zone, "zone");
    }

    /**
     * The same line for triggers that are moments.
     *
     * @return the start of the day in the zone
     */
    public Instant beforeInstant() {
        return before.atStartOfDay(zone).toInstant();
    }

    /**
     * Whether a trigger is due.
     *
     * @param anchor the trigger's value
     * @return true when its local day is before the line
     */
    public boolean isPassedBy(Anchor anchor) {
        return anchor.isBefore(before, zone);
    }
}
