package dev.sojourn.policy;

import java.time.MonthDay;
import java.util.Objects;

/**
 * What starts a retention period.
 *
 * <p>A trigger is <em>after a day</em> (that day does not count), <em>from a day</em> (that day counts: a year from 1
 * July ends on 30 June, six months from it on 31 December), or <em>immediate</em> (data is due at that instant).
 */
public sealed interface Trigger {

    /** To which later day the trigger's own day is moved before the period starts. */
    enum Rounding {
        /** The day itself. */
        NONE,
        /** The last day of its month. */
        END_OF_MONTH,
        /** The last day of its calendar year. */
        END_OF_YEAR,
        /** The last day of the financial year that contains it. */
        END_OF_FINANCIAL_YEAR
    }

    /**
     * The row came into being; the attribute must not be null.
     *
     * @param rounding where the period starts
     */
    record Creation(Rounding rounding) implements Trigger {
        /** Checks the parts. */
        public Creation {
            Objects.requireNonNull(rounding, "rounding");
        }
    }

    /**
     * The subject was last active; the attribute moves forward, and the period with it.
     *
     * @param rounding where the period starts
     */
    record LastActivity(Rounding rounding) implements Trigger {
        /** Checks the parts. */
        public LastActivity {
            Objects.requireNonNull(rounding, "rounding");
        }
    }

    /**
     * Something happened that may never happen, and may be revoked: an attribute still null, or an event the host
     * reports for the subject. Until then the period has not started.
     *
     * @param name the event's name, for example {@code account-closed}
     * @param rounding where the period starts
     */
    record Event(String name, Rounding rounding) implements Trigger {
        /** Checks the parts. */
        public Event {
            Words.named("event", name);
            Objects.requireNonNull(rounding, "rounding");
        }
    }

    /**
     * A fixed day after the financial year that contains the row's day; that fixed day counts.
     *
     * @param day for example 1 July
     */
    record FirstAfterFinancialYear(MonthDay day) implements Trigger {
        /** Checks the parts. */
        public FirstAfterFinancialYear {
            Objects.requireNonNull(day, "day");
        }
    }

    /** Each row stores the last day it is kept: due the day after. The rule has no period of its own. */
    record StoredEnd() implements Trigger {}

    /** The consent the data rests on ended: due at that instant, or the period after it. */
    record EndOfConsent() implements Trigger {}

    /** The source the data was derived from is disposed of: due with it. */
    record DisposalOfSource() implements Trigger {}

    /**
     * To which later day the trigger's own day is moved before the period starts.
     *
     * @return NONE for a trigger whose day is never moved
     */
    default Rounding rounding() {
        return Rounding.NONE;
    }

    /**
     * Whether the trigger is an event, so that a zero period makes sense (due the day after).
     *
     * @return true for events, the end of a consent and the disposal of a source
     */
    default boolean isEvent() {
        return this instanceof Event || this instanceof EndOfConsent || this instanceof DisposalOfSource;
    }

    /**
     * Whether it may never come, so that the rule needs {@code orAtLatest} or {@code reviewEvery}.
     *
     * @return true for events
     */
    default boolean mayNeverCome() {
        return this instanceof Event;
    }
}
