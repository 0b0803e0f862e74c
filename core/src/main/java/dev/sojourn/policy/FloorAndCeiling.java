package dev.sojourn.policy;

import dev.sojourn.policy.Trigger.Rounding;
import java.time.Period;
import java.util.Optional;

/**
 * A floor and a ceiling that meet on a category. Which one ends later can be told beforehand only when both start from
 * the same source; otherwise it depends on the row.
 */
record FloorAndCeiling(RetentionRule floor, RetentionRule ceiling) {

    static FloorAndCeiling of(RetentionRule floor, RetentionRule ceiling) {
        return new FloorAndCeiling(floor, ceiling);
    }

    /** Whether the floor certainly ends later for some row. */
    boolean isFloorLater() {
        Optional<Period> must = sound(floor.period());
        Optional<Period> may =
                sound(ceiling.period().or(() -> ceiling.tenantChoice().flatMap(TenantChoice::most)));
        if (must.isEmpty() || may.isEmpty() || !sameSource()) {
            return false;
        }
        if (floor.trigger().equals(ceiling.trigger())) {
            return Periods.mayEndLater(must.get(), may.get());
        }
        return isRoundedFurther() && !Periods.mayEndLater(may.get(), must.get());
    }

    private boolean sameSource() {
        Trigger one = floor.trigger();
        Trigger other = ceiling.trigger();
        if (one instanceof Trigger.Event event && other instanceof Trigger.Event same) {
            return event.name().equals(same.name());
        }
        return one.equals(other) || one.rounding() != other.rounding() && one.getClass() == other.getClass();
    }

    /** The end of a month is within its calendar year; a financial year ends on another day than both. */
    private boolean isRoundedFurther() {
        Rounding late = floor.trigger().rounding();
        Rounding early = ceiling.trigger().rounding();
        return early == Rounding.NONE && late != Rounding.NONE
                || early == Rounding.END_OF_MONTH && late == Rounding.END_OF_YEAR;
    }

    private static Optional<Period> sound(Optional<Period> period) {
        return period.filter(length -> !length.isNegative() && !Periods.isEndless(length));
    }
}
