package dev.sojourn.jpa;

import dev.sojourn.ledger.ChangeFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Reads by position, for databases that do not tell transactions apart. Positions are given when an entry is written and
 * seen when its unit commits: a position passed over is a gap, asked for again until no unit can still fill it.
 */
final class PositionReader implements ChangeFeed.Reader {

    private static final String AFTER = JpaFeed.select("position > ?1", " order by position limit ?2");
    private static final int PAGE = 5_000;
    private static final int GAPS_ASKED_AT_ONCE = 100;

    /** Beyond so many, neighbours are asked for as one: what stands between them is read again. */
    private static final int MOST_GAPS = 1_000;

    private record Gap(long from, long to, long since) {

        /** What is left of it beside the positions found, which are in order. */
        List<Gap> without(List<Long> found) {
            List<Gap> left = new ArrayList<>();
            long next = from;
            for (long position : found) {
                if (position >= next && position <= to) {
                    if (position > next) {
                        left.add(new Gap(next, position - 1, since));
                    }
                    next = position + 1;
                }
            }
            if (next <= to) {
                left.add(new Gap(next, to, since));
            }
            return left;
        }

        Gap with(Gap other) {
            return new Gap(from, other.to, Math.max(since, other.since));
        }
    }

    private final Statements statements;
    private final long watched;
    private final LongSupplier nanos;
    private final SharedCaches caches;
    private long highest;
    private List<Gap> gaps;

    private PositionReader(
            Statements statements,
            long watched,
            LongSupplier nanos,
            SharedCaches caches,
            long highest,
            List<Gap> gaps) {
        this.statements = statements;
        this.watched = watched;
        this.nanos = nanos;
        this.caches = caches;
        this.highest = highest;
        this.gaps = gaps;
    }

    /**
     * Goes back from the newest entry until every unit that could have left a gap must be over, for units under way leave
     * gaps behind already.
     *
     * @param longestUnit how long a unit may take from its first entry to its commit; gaps are watched twice as long,
     *     since a commit is itself not done at once
     */
    static PositionReader open(
            Statements statements, Dialect dialect, Duration longestUnit, LongSupplier nanos, SharedCaches caches) {
        String newestFirst = "select position, " + dialect.text("recorded_at") + " as recorded from " + JpaFeed.LEDGER
                + " where position <= ?1 order by position desc limit ?2";
        Duration watched = longestUnit.multipliedBy(2);
        long now = nanos.getAsLong();
        return statements.apart(() -> {
            List<Long> positions = new ArrayList<>();
            long from = Long.MAX_VALUE;
            Instant newest = Instant.MIN;
            Instant oldest;
            List<Object[]> page;
            do {
                page = statements.rows(JpaFeed.LEDGER, newestFirst, from, PAGE);
                oldest = Instant.MAX;
                for (Object[] row : page) {
                    long position = JpaFeed.position(row);
                    positions.add(position);
                    from = position - 1;
                    Instant at = Utc.instant(row[1]);
                    oldest = at.isBefore(oldest) ? at : oldest;
                    newest = at.isAfter(newest) ? at : newest;
                }
            } while (page.size() == PAGE && oldest.isAfter(newest.minus(watched)));
            List<Long> rising = positions.stream().sorted().toList();
            long highest = rising.isEmpty() ? 0 : rising.get(rising.size() - 1);
            long lowest = page.size() < PAGE ? 1 : rising.get(0);
            List<Gap> gaps = highest == 0 ? List.of() : new Gap(lowest, highest, now).without(rising);
            return new PositionReader(statements, watched.toNanos(), nanos, caches, highest, merged(gaps));
        });
    }

    @Override
    public ChangeFeed.Batch read(int most) {
        long start = nanos.getAsLong();
        List<Object[]> wanted = new ArrayList<>();
        List<Long> found = new ArrayList<>();
        statements.apart(() -> {
            askForGaps(wanted, found);
            askForMore(most, wanted, found);
            return found;
        });
        caches.hear(wanted, found.size() <= most);
        List<Long> rising = found.stream().sorted().toList();
        List<Gap> left = new ArrayList<>();
        for (Gap gap : gaps) {
            if (start - gap.since() <= watched) {
                left.addAll(gap.without(rising));
            }
        }
        long last = rising.isEmpty() ? highest : Math.max(highest, rising.get(rising.size() - 1));
        if (last > highest) {
            left.addAll(new Gap(highest + 1, last, start).without(rising));
        }
        highest = last;
        gaps = merged(left);
        return new ChangeFeed.Batch(
                JpaFeed.changes(wanted.subList(0, Math.min(most, wanted.size()))), found.size() <= most);
    }

    private void askForGaps(List<Object[]> wanted, List<Long> found) {
        for (int first = 0; first < gaps.size(); first += GAPS_ASKED_AT_ONCE) {
            String condition = gaps.subList(first, Math.min(gaps.size(), first + GAPS_ASKED_AT_ONCE)).stream()
                    .map(gap -> "position between " + gap.from() + " and " + gap.to())
                    .collect(Collectors.joining(" or "));
            List<Object[]> rows = statements.rows(JpaFeed.LEDGER, JpaFeed.select(condition, ""));
            wanted.addAll(rows);
            rows.forEach(row -> found.add(JpaFeed.position(row)));
        }
    }

    /** Goes on to the end, since gaps must be known; but keeps no more than is wanted. */
    private void askForMore(int most, List<Object[]> wanted, List<Long> found) {
        long after = highest;
        List<Object[]> page;
        do {
            page = statements.rows(JpaFeed.LEDGER, AFTER, after, PAGE);
            for (Object[] row : page) {
                after = JpaFeed.position(row);
                found.add(after);
                if (wanted.size() <= most) {
                    wanted.add(row);
                }
            }
        } while (page.size() == PAGE);
    }

    private static List<Gap> merged(List<Gap> gaps) {
        List<Gap> fewer = gaps;
        while (fewer.size() > MOST_GAPS) {
            List<Gap> pairs = new ArrayList<>();
            for (int i = 0; i < fewer.size(); i += 2) {
                pairs.add(i + 1 < fewer.size() ? fewer.get(i).with(fewer.get(i + 1)) : fewer.get(i));
            }
            fewer = pairs;
        }
        return List.copyOf(fewer);
    }
}
