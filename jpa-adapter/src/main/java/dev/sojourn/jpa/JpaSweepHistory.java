package dev.sojourn.jpa;

import dev.sojourn.retention.SweepCount;
import dev.sojourn.retention.SweepHistory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

final class JpaSweepHistory implements SweepHistory {

    private static final String TABLE = "sojourn_sweep";

    private final Statements statements;
    private final Dialect dialect;
    private final String largest;
    private final String confirmed;
    private final String earlier;

    JpaSweepHistory(Statements statements, Dialect dialect) {
        this.statements = statements;
        this.dialect = dialect;
        String own = "where h.entity = ?1 and h.rule = ?2 and h.confirmed = 0";
        largest = "select t.tenant, max(t.gone) from (select h.run, h.tenant, sum(h.gone) as gone from sojourn_sweep h "
                + own
                + " and h.run in (select l.run from (select h.run, max(h.position) as latest from sojourn_sweep h "
                + own
                + " group by h.run order by latest desc limit ?3) l) group by h.run, h.tenant) t group by t.tenant";
        earlier = "select h.run, max(h.position) as latest from sojourn_sweep h " + own
                + " group by h.run order by latest desc limit 100 offset ?3";
        confirmed = "select h.rule, " + dialect.text("min(h.swept_at)")
                + " from sojourn_sweep h where h.confirmed = 1 group by h.rule";
    }

    @Override
    public void add(List<SweepCount> counts) {
        if (!counts.isEmpty()) {
            dialect.insertAll(statements, rows(counts));
        }
    }

    /** A sweep has one for each tenant that lost rows. */
    private static ManyRows rows(List<SweepCount> counts) {
        ManyRows rows = ManyRows.of(
                TABLE,
                ManyRows.Column.text("run"),
                ManyRows.Column.text("entity"),
                ManyRows.Column.text("rule"),
                ManyRows.Column.text("tenant"),
                ManyRows.Column.number("gone"),
                ManyRows.Column.number("confirmed"),
                ManyRows.Column.time("swept_at"));
        counts.forEach(count -> rows.add(
                count.run(),
                count.entity(),
                count.rule(),
                count.tenant(),
                count.gone(),
                count.confirmed() ? 1 : 0,
                Utc.text(count.at())));
        return rows;
    }

    @Override
    public Map<String, Long> largest(String entity, String rule, int runs) {
        Map<String, Long> found = new TreeMap<>();
        statements
                .rows(TABLE, largest, entity, rule, runs)
                .forEach(row -> found.put(row[0].toString(), ((Number) row[1]).longValue()));
        return found;
    }

    /** In two steps, for not every database deletes from a table by a limited question to the same. */
    @Override
    public void forget(String entity, String rule, int runs) {
        statements.together(() -> {
            List<Object[]> beyond = statements.rows(TABLE, earlier, entity, rule, runs);
            beyond.forEach(row -> statements.change(
                    TABLE,
                    "delete from sojourn_sweep where entity = ?1 and rule = ?2 and confirmed = 0 and run = ?3",
                    entity,
                    rule,
                    row[0].toString()));
            return beyond;
        });
    }

    @Override
    public Map<String, Instant> confirmed() {
        Map<String, Instant> found = new TreeMap<>();
        statements.rows(TABLE, confirmed).forEach(row -> found.put(row[0].toString(), Utc.instant(row[1])));
        return found;
    }
}
