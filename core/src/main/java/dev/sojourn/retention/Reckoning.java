package dev.sojourn.retention;

import dev.sojourn.policy.RetentionRule;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How one rule counts for one row: a line of an explanation.
 *
 * @param rule the rule's id
 * @param recordsFrom which version of it; empty for the one that governs from the beginning
 * @param bound ceiling, floor or both
 * @param state what the rule says of the row
 * @param anchor the trigger's local day; empty when the trigger has not come
 * @param period the period used; empty when none is in force
 * @param source where the period came from
 * @param zone the zone whose local days count
 * @param periodEnd the last day of the period itself; empty when there is none
 * @param keptThrough the last day kept by this rule, deferrals included; empty when no end is in sight
 */
public record Reckoning(
        String rule,
        Optional<LocalDate> recordsFrom,
        RetentionRule.Bound bound,
        State state,
        Optional<LocalDate> anchor,
        Optional<Period> period,
        Source source,
        ZoneId zone,
        Optional<LocalDate> periodEnd,
        Optional<LocalDate> keptThrough) {

    /** What a rule says of a row. */
    public enum State {
        /** The period is not over. */
        RUNNING,
        /** The period is over. */
        PASSED,
        /** The period is over, but a condition defers disposal. */
        SUSPENDED,
        /** Every purpose the data served has ended for its subject: due whatever the period. */
        BASIS_ENDED,
        /** The row it was derived from is due: it does not outlive it. */
        SOURCE_DUE,
        /** The trigger has not come. */
        NOT_STARTED,
        /** No period is in force for the row's tenant. */
        UNRESOLVED,
        /** No version of the rule governs records of that day. */
        NOT_GOVERNED
    }

    /** Where a period came from. */
    public enum Source {
        /** The rule's own. */
        POLICY,
        /** The tenant chose it. */
        TENANT,
        /** The tenant's contract states it. */
        CONTRACT,
        /** The tenant has not chosen: the upper bound applies. */
        DEFAULTED,
        /** What the tenant chose is outside the rule's bounds, or its contract's period none that ends: nothing is disposed of. */
        OUT_OF_BOUNDS,
        /** Nobody chose, or the contract states none: nothing is disposed of. */
        NO_RULE
    }

    /** Checks the parts. */
    public Reckoning {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(recordsFrom, "recordsFrom");
        Objects.requireNonNull(bound, "bound");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(anchor, "anchor");
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(periodEnd, "periodEnd");
        Objects.requireNonNull(keptThrough, "keptThrough");
    }

    /** One line for a reader: {@code floor 'invoice': P10Y (POLICY) after 2022-11-15, kept through 2032-12-31, RUNNING}. */
    @Override
    public String toString() {
        return bound.name().toLowerCase(Locale.ROOT) + " '" + rule + "'"
                + recordsFrom.map(day -> " for records from " + day).orElse("") + ": "
                + period.map(length -> length + " (" + source + ")").orElse(source.name())
                + anchor.map(day -> " after " + day).orElse("")
                + keptThrough.map(day -> ", kept through " + day).orElse("")
                + (periodEnd.isPresent() && !periodEnd.equals(keptThrough) ? ", deferred since " + periodEnd.get() : "")
                + ", " + state;
    }
}
