package dev.sojourn.jpa;

import dev.sojourn.policy.Disposition;
import dev.sojourn.retention.DisposalStore;
import dev.sojourn.retention.Disposed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class JpaDisposals implements DisposalStore {

    private static final String TABLE = "sojourn_disposal";
    private static final int COLUMNS = 5;
    private static final int ROWS_A_STATEMENT = 500;

    private final Statements statements;
    private final Dialect dialect;
    private final String open;
    private final String oldest;

    JpaDisposals(Statements statements, Dialect dialect) {
        this.statements = statements;
        this.dialect = dialect;
        open = "select d.position, d.copy, d.entity, d.row_key, d.disposition, " + dialect.text("d.disposed_at")
                + " from sojourn_disposal d where d.copy = ?1 order by d.position limit ?2";
        oldest = "select " + dialect.text("min(d.disposed_at)")
                + ", count(d.position) from sojourn_disposal d where d.copy = ?1";
    }

    @Override
    public void add(List<Disposed> disposed) {
        statements.together(() -> {
            for (int from = 0; from < disposed.size(); from += ROWS_A_STATEMENT) {
                insert(disposed.subList(from, Math.min(from + ROWS_A_STATEMENT, disposed.size())));
            }
            return disposed;
        });
    }

    @Override
    public List<Disposed> open(String copy, int limit) {
        return statements.rows(TABLE, open, copy, limit).stream()
                .map(row -> new Disposed(
                        ((Number) row[0]).longValue(),
                        row[1].toString(),
                        row[2].toString(),
                        row[3].toString(),
                        Disposition.valueOf(row[4].toString()),
                        Utc.instant(row[5])))
                .toList();
    }

    @Override
    public void acknowledge(String copy, List<Long> numbers) {
        statements.together(() -> {
            for (int from = 0; from < numbers.size(); from += ROWS_A_STATEMENT) {
                List<Long> some = numbers.subList(from, Math.min(from + ROWS_A_STATEMENT, numbers.size()));
                List<Object> parameters = new ArrayList<>(List.of(copy));
                parameters.addAll(some);
                String in = IntStream.range(0, some.size())
                        .mapToObj(i -> "?" + (i + 2))
                        .collect(Collectors.joining(", "));
                statements.change(
                        TABLE,
                        "delete from sojourn_disposal where copy = ?1 and position in (" + in + ")",
                        parameters.toArray());
            }
            return copy;
        });
    }

    @Override
    public Optional<Instant> oldestOpen(String copy) {
        return statements.rows(TABLE, oldest, copy).stream()
                .filter(row -> ((Number) row[1]).longValue() > 0)
                .map(row -> Utc.instant(row[0]))
                .findFirst();
    }

    private void insert(List<Disposed> some) {
        StringBuilder sql = new StringBuilder(
                "insert into sojourn_disposal (copy, entity, row_key, disposition, disposed_at) values ");
        List<Object> parameters = new ArrayList<>();
        for (Disposed one : some) {
            int first = parameters.size() + 1;
            sql.append(first == 1 ? "" : ", ")
                    .append("(?%d, ?%d, ?%d, ?%d, ".formatted(first, first + 1, first + 2, first + 3))
                    .append(dialect.time("?" + (first + COLUMNS - 1)))
                    .append(")");
            parameters.addAll(List.of(
                    one.copy(), one.entity(), one.key(), one.disposition().name(), Utc.text(one.at())));
        }
        statements.change(TABLE, sql.toString(), parameters.toArray());
    }
}
