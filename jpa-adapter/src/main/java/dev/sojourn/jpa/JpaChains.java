package dev.sojourn.jpa;

import dev.sojourn.ledger.ChainHead;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.ChainStore;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All chains at once. An entry's position is the number the database gave its row.
 *
 * <p>Positions are given in order but committed in any: one that was given and is not there belongs to a unit that is
 * still open, or was rolled back. So the safe position is the one before the first hole that an open unit could still
 * fill; a hole is beyond that when the entry after it was recorded twice as long ago as any unit that writes may last.
 */
final class JpaChains implements ChainStore {

    private static final String CHAIN = "sojourn_chain";
    private static final String LEDGER = "sojourn_ledger";
    private static final String EVIDENCE = "sojourn_evidence";

    private final Statements statements;
    private final Duration watched;
    private final String headsNow;
    private final String headNow;
    private final String headsThen;
    private final String headThen;
    private final String holding;
    private final String safe;

    JpaChains(Statements statements, Dialect dialect, Duration longestUnit) {
        this.statements = statements;
        this.watched = longestUnit.multipliedBy(2);
        headsNow = headsNow(dialect, "> ?1", "> ?2", " order by " + dialect.byBytes("x.chain") + " limit ?3");
        headNow = headsNow(dialect, "= ?1", "= ?2", "");
        headsThen = headsThen(dialect, "> ?1", "> ?4", " order by " + dialect.byBytes("x.chain") + " limit ?6");
        headThen = headsThen(dialect, "= ?1", "= ?4", "");
        holding = "select l.chain, 1 from sojourn_ledger l where l.recorded_at < " + dialect.time("?1") + " and "
                + dialect.byBytes("l.chain") + " > ?2 group by l.chain order by " + dialect.byBytes("l.chain")
                + " limit ?3";
        safe = "select max(x.position), min(case when x.position > x.previous + 1 and x.recorded_at > "
                + dialect.time("?1") + " then x.previous end) from (select l.position, l.recorded_at,"
                + " coalesce(lag(l.position) over (order by l.position), ?2) as previous"
                + " from sojourn_ledger l where l.position > ?3) x";
    }

    @Override
    public long safePosition(Instant now) {
        return statements.together(() -> {
            long covered = number(
                    statements.rows(
                            "sojourn_checkpoint",
                            "select coalesce(max(c.ledger_position), 0), 1 from sojourn_checkpoint c"),
                    0,
                    0L);
            String oldest = Utc.text(now.minus(watched));
            List<Object[]> found = statements.rows(LEDGER, safe, oldest, covered, covered);
            return number(found, 1, number(found, 0, covered));
        });
    }

    @Override
    public List<ChainHead> heads(long position, Optional<ChainId> after, int limit) {
        String last = after.map(ChainName::of).orElse("");
        List<Object[]> rows = position == NOW
                ? statements.rows(LEDGER, headsNow, last, last, limit)
                : statements.rows(LEDGER, headsThen, last, position, position, last, position, limit);
        return rows.stream().map(JpaChains::head).toList();
    }

    @Override
    public Optional<ChainHead> head(ChainId chain, long position) {
        String name = ChainName.of(chain);
        List<Object[]> rows = position == NOW
                ? statements.rows(LEDGER, headNow, name, name)
                : statements.rows(LEDGER, headThen, name, position, position, name, position);
        return rows.stream().findFirst().map(JpaChains::head);
    }

    @Override
    public List<ChainId> holding(Instant before, Optional<ChainId> after, int limit) {
        String last = after.map(ChainName::of).orElse("");
        return statements.rows(LEDGER, holding, Utc.text(before), last, limit).stream()
                .map(row -> ChainName.read(row[0].toString()))
                .toList();
    }

    @Override
    public long trim(Tombstone tombstone) {
        return statements.together(() -> {
            String chain = ChainName.of(tombstone.chain());
            String before = " where chain = ?1 and entry_number <= ?2";
            statements.change(EVIDENCE, "delete from sojourn_evidence" + before, chain, tombstone.number());
            long dropped = statements.change(LEDGER, "delete from sojourn_ledger" + before, chain, tombstone.number());
            statements.change(
                    CHAIN,
                    "update sojourn_chain set tombstone_number = ?1, tombstone_hash = ?2, tombstone_checkpoint = ?3,"
                            + " tombstone_state = ?4, tombstone_seal = ?5 where chain = ?6",
                    tombstone.number(),
                    tombstone.hash(),
                    tombstone.checkpoint(),
                    Facts.write(tombstone.state()),
                    tombstone.seal(),
                    chain);
            return dropped;
        });
    }

    private static String headsNow(Dialect dialect, String chain, String entry, String rest) {
        return withTombstones(
                "select h.chain, h.head_number as number, h.head_hash as hash from sojourn_chain h where "
                        + dialect.byBytes("h.chain") + " " + chain
                        + " and h.head_number <> 0 union all select distinct l.chain, 0, '"
                        + LedgerStore.Head.EMPTY.hash()
                        + "' from sojourn_ledger l where " + dialect.byBytes("l.chain") + " " + entry
                        + " and not exists (select 1 from"
                        + " sojourn_chain o where o.chain = l.chain and o.head_number <> 0)",
                rest);
    }

    private static String headsThen(Dialect dialect, String chain, String dropped, String rest) {
        return withTombstones(
                "select l.chain, l.entry_number as number, l.hash as hash from sojourn_ledger l where "
                        + dialect.byBytes("l.chain") + " " + chain
                        + " and l.position <= ?2 and not exists (select 1 from sojourn_ledger n where n.chain = l.chain"
                        + " and n.entry_number > l.entry_number and n.position <= ?3) union all select d.chain,"
                        + " d.tombstone_number, d.tombstone_hash from sojourn_chain d where "
                        + dialect.byBytes("d.chain") + " "
                        + dropped + " and d.tombstone_number is not null and not exists (select 1 from sojourn_ledger n"
                        + " where n.chain = d.chain and n.position <= ?5)",
                rest);
    }

    private static String withTombstones(String heads, String rest) {
        return "select x.chain, x.number, x.hash, c.tombstone_number, c.tombstone_hash, c.tombstone_checkpoint,"
                + " c.tombstone_state, c.tombstone_seal from (" + heads
                + ") x left join sojourn_chain c on c.chain = x.chain" + rest;
    }

    private static ChainHead head(Object[] row) {
        ChainId chain = ChainName.read(row[0].toString());
        return new ChainHead(chain, ((Number) row[1]).longValue(), text(row[2]), tombstone(chain, row));
    }

    /** A tombstone that was taken apart is shown as far as it is there: its seal will not fit. */
    private static Optional<Tombstone> tombstone(ChainId chain, Object[] row) {
        boolean none = true;
        for (int column = 3; column < row.length; column++) {
            none &= row[column] == null;
        }
        return none
                ? Optional.empty()
                : Optional.of(new Tombstone(
                        chain, number(row[3]), text(row[4]), number(row[5]), state(text(row[6])), text(row[7])));
    }

    private static SortedMap<String, String> state(String text) {
        return Facts.readExactly(text).orElseGet(() -> new TreeMap<>(Map.of("unreadable", text)));
    }

    private static long number(@Nullable Object column) {
        return column == null ? 0 : ((Number) column).longValue();
    }

    private static String text(@Nullable Object column) {
        return Objects.toString(column, "");
    }

    private static long number(List<Object[]> rows, int column, long otherwise) {
        Object found = rows.isEmpty() ? null : rows.get(0)[column];
        return found == null ? otherwise : ((Number) found).longValue();
    }
}
