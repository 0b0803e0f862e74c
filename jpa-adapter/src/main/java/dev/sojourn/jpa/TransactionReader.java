package dev.sojourn.jpa;

import dev.sojourn.ledger.ChangeFeed;
import java.util.List;

/**
 * Reads by what each snapshot of the database could see: an entry is new when the last poll's snapshot could not see the
 * transaction that wrote it, however early that one began.
 *
 * <p>The condition on the lowest transaction lets an index do most of the work; the one on the highest passes over entries
 * restored from another server, whose transactions are still to come here.
 */
final class TransactionReader implements ChangeFeed.Reader {

    private static final String SNAPSHOT = "select cast(pg_current_snapshot() as varchar), 1";
    private static final String FRESH = JpaFeed.select(
            "written_in >= pg_snapshot_xmin(cast(?1 as pg_snapshot))"
                    + " and written_in < pg_snapshot_xmax(pg_current_snapshot())"
                    + " and not pg_visible_in_snapshot(written_in, cast(?1 as pg_snapshot))",
            " limit ?2");

    private final Statements statements;
    private final SharedCaches caches;
    private String seen;

    private TransactionReader(Statements statements, SharedCaches caches, String seen) {
        this.statements = statements;
        this.caches = caches;
        this.seen = seen;
    }

    static TransactionReader open(Statements statements, SharedCaches caches) {
        return new TransactionReader(statements, caches, statements.apart(() -> snapshot(statements)));
    }

    /** The snapshot is taken first: what commits between the two statements is read twice, not never. */
    @Override
    public ChangeFeed.Batch read(int most) {
        String[] now = new String[1];
        List<Object[]> rows = statements.apart(() -> {
            now[0] = snapshot(statements);
            return statements.rows(JpaFeed.LEDGER, FRESH, seen, most + 1);
        });
        caches.hear(rows, rows.size() <= most);
        seen = now[0];
        return new ChangeFeed.Batch(JpaFeed.changes(rows.subList(0, Math.min(most, rows.size()))), rows.size() <= most);
    }

    private static String snapshot(Statements statements) {
        return statements.rows(JpaFeed.LEDGER, SNAPSHOT).get(0)[0].toString();
    }
}
