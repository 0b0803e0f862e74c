package dev.sojourn.jpa;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which consents have run out at an instant, as ranges of the microsecond they were given in.
 *
 * <p>Days run out in their order, but within the days that end on the same last day of a short month, and around the hours
 * that clocks are moved, a consent given later may run out earlier: each such stretch is a range of its own.
 */
final class ExpiredConsents {

    /** Microseconds since 1970, the first inclusive, the last exclusive. */
    record Range(long from, long to) {}

    private final Instant now;
    private final Period validity;
    private final ZoneId zone;

    private ExpiredConsents(Instant now, Period validity, ZoneId zone) {
        this.now = now;
        this.validity = validity;
        this.zone = zone;
    }

    /** At an instant, of consents that are valid for a period in a zone. */
    static List<Range> at(Instant now, Period validity, ZoneId zone) {
        return new ExpiredConsents(now, validity, zone).ranges();
    }

    private List<Range> ranges() {
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate day = firstEndingOn(today.minusDays(1));
        List<Range> ranges = new ArrayList<>();
        ranges.add(new Range(Long.MIN_VALUE, start(day)));
        while (!day.plus(validity).isAfter(today.plusDays(1))) {
            addExpired(day, ranges);
            day = day.plusDays(1);
        }
        return joined(ranges);
    }

    /** Where one range goes on from another they are one: mostly all are. */
    private static List<Range> joined(List<Range> ranges) {
        List<Range> joined = new ArrayList<>();
        for (Range range : ranges) {
            Range last = joined.isEmpty() ? range : joined.get(joined.size() - 1);
            if (last.to() == range.from()) {
                joined.set(joined.size() - 1, new Range(last.from(), range.to()));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }

    /** The first day whose consents end on a day or after it; searched forward, for periods are only ever added. */
    private LocalDate firstEndingOn(LocalDate end) {
        LocalDate day = end.minus(validity).minusDays(7);
        while (day.plus(validity).isBefore(end)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private void addExpired(LocalDate day, List<Range> ranges) {
        long from = start(day);
        for (long to : breaks(day)) {
            long expired = firstValid(from, to);
            if (expired > from) {
                ranges.add(new Range(from, expired));
            }
            from = to;
        }
    }

    /** The ends of the stretches of a day in which who consents later keeps it longer. */
    private TreeSet<Long> breaks(LocalDate day) {
        long start = start(day);
        long end = start(day.plusDays(1));
        TreeSet<Long> breaks = new TreeSet<>();
        breaks.add(end);
        transitionOf(day).ifPresent(moved -> breaks.add(Utc.micros(moved.getInstant())));
        transitionOf(day.plus(validity)).ifPresent(moved -> {
            for (LocalTime time : List.of(
                    moved.getDateTimeBefore().toLocalTime(),
                    moved.getDateTimeAfter().toLocalTime())) {
                breaks.add(Utc.micros(day.atTime(time)
                        .atZone(zone)
                        .withEarlierOffsetAtOverlap()
                        .toInstant()));
                breaks.add(Utc.micros(
                        day.atTime(time).atZone(zone).withLaterOffsetAtOverlap().toInstant()));
            }
        });
        breaks.removeIf(at -> at <= start || at > end);
        return breaks;
    }

    private Optional<ZoneOffsetTransition> transitionOf(LocalDate day) {
        Instant start = day.atStartOfDay(zone).toInstant();
        return Optional.ofNullable(zone.getRules().nextTransition(start.minusNanos(1)))
                .filter(moved -> moved.getInstant()
                        .isBefore(day.plusDays(1).atStartOfDay(zone).toInstant()));
    }

    /** The first microsecond of a stretch whose consent has not run out; its end when all have. */
    private long firstValid(long from, long to) {
        long low = from;
        long high = to;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (isExpired(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isExpired(long micros) {
        Instant given = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return !now.isBefore(given.atZone(zone).plus(validity).toInstant());
    }

    private long start(LocalDate day) {
        return Utc.micros(day.atStartOfDay(zone).toInstant());
    }
}
