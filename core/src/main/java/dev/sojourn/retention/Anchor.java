package dev.sojourn.retention;

import dev.sojourn.time.RetentionCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;

/** The value of a row's trigger attribute: a day, or a moment that is on some day once a zone is chosen. */
public sealed interface Anchor {

    /**
     * A day that is the same in every zone.
     *
     * @param day the day
     */
    record Day(LocalDate day) implements Anchor {
        /** Checks the part. */
        public Day {
            Objects.requireNonNull(day, "day");
        }
    }

    /**
     * A moment.
     *
     * @param at the instant
     */
    record Moment(Instant at) implements Anchor {
        /** Checks the part. */
        public Moment {
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * The local day.
     *
     * @param zone the zone of the tenant or controller
     * @return the day itself, or the one the moment is on in that zone
     */
    default LocalDate in(ZoneId zone) {
        return this instanceof Day day ? day.day() : RetentionCalendar.dayOf(((Moment) this).at(), zone);
    }

    /**
     * When it begins.
     *
     * @param zone the zone in which days start
     * @return the moment itself, or the first instant of the day
     */
    default Instant startIn(ZoneId zone) {
        return this instanceof Day own ? own.day().atStartOfDay(zone).toInstant() : ((Moment) this).at();
    }

    /**
     * Whether it lies before the start of a day.
     *
     * @param day the day
     * @param zone the zone in which the day starts
     * @return for a day, whether it is earlier; for a moment, whether it comes before the first instant of that day
     */
    default boolean isBefore(LocalDate day, ZoneId zone) {
        return this instanceof Day own
                ? own.day().isBefore(day)
                : ((Moment) this).at().isBefore(day.atStartOfDay(zone).toInstant());
    }
}
