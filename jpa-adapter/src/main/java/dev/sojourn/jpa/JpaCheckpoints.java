package dev.sojourn.jpa;

import dev.sojourn.ledger.Checkpoint;
import dev.sojourn.ledger.CheckpointStore;
import java.util.List;
import java.util.Optional;

final class JpaCheckpoints implements CheckpointStore {

    private static final String TABLE = "sojourn_checkpoint";
    private static final List<String> COLUMNS = List.of(
            "checkpoint_number",
            "made_at",
            "ledger_position",
            "chains",
            "heads_root",
            "tombstones_root",
            "previous_hash",
            "hash",
            "signature");

    private final Statements statements;
    private final String insert;
    private final String select;

    JpaCheckpoints(Statements statements, Dialect dialect) {
        this.statements = statements;
        insert = Dialect.insert(
                TABLE, COLUMNS, List.of("?1", dialect.time("?2"), "?3", "?4", "?5", "?6", "?7", "?8", "?9"));
        select = "select c.checkpoint_number, " + dialect.text("c.made_at") + ", c.ledger_position, c.chains,"
                + " c.heads_root, c.tombstones_root, c.previous_hash, c.hash, c.signature from sojourn_checkpoint c";
    }

    @Override
    public void add(Checkpoint checkpoint) {
        statements.change(
                TABLE,
                insert,
                checkpoint.number(),
                Utc.text(checkpoint.at()),
                checkpoint.position(),
                checkpoint.chains(),
                checkpoint.heads(),
                checkpoint.tombstones(),
                checkpoint.previous(),
                checkpoint.hash(),
                checkpoint.signature().orElse(""));
    }

    @Override
    public Optional<Checkpoint> last() {
        return statements.rows(TABLE, select + " order by c.checkpoint_number desc limit 1").stream()
                .findFirst()
                .map(JpaCheckpoints::checkpoint);
    }

    @Override
    public List<Checkpoint> read(long after, int limit) {
        String page = select + " where c.checkpoint_number > ?1 order by c.checkpoint_number limit ?2";
        return statements.rows(TABLE, page, after, limit).stream()
                .map(JpaCheckpoints::checkpoint)
                .toList();
    }

    private static Checkpoint checkpoint(Object[] row) {
        return new Checkpoint(
                ((Number) row[0]).longValue(),
                Utc.instant(row[1]),
                ((Number) row[2]).longValue(),
                ((Number) row[3]).longValue(),
                row[4].toString(),
                row[5].toString(),
                row[6].toString(),
                row[7].toString(),
                Optional.of(row[8].toString()).filter(signature -> !signature.isEmpty()));
    }
}
