package dev.sojourn.jpa;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements on Sojourn's own tables, in the unit the caller is in.
 *
 * <p>On the unit's connection, past the provider, whose queries cost more than the statements; with every time as text: a
 * driver would move a UTC time through the zone of the JVM or a setting, and lose the hour that this zone skips in spring.
 * The host's pending changes are not flushed and its shared cache is not evicted: no entity of the host is in these tables.
 */
final class Statements {

    private static final int MOST_NUMBERED = 500;
    private static final String DUPLICATE = "23505";

    private final JpaUnitOfWork work;
    private final ConcurrentHashMap<String, NumberedSql> numbered = new ConcurrentHashMap<>();

    Statements(JpaUnitOfWork work) {
        this.work = work;
    }

    /** The unit, for several statements of one call. */
    <T> T together(Supplier<T> several) {
        return work.run(several);
    }

    /** In a unit of its own, whatever unit the caller is in. */
    <T> T apart(Supplier<T> several) {
        return work.runNew(several);
    }

    Unit unit() {
        return work.unit();
    }

    List<Object[]> rows(String table, String sql, Object... parameters) {
        return run(
                "read " + table,
                () -> Connections.call(
                        work.entityManager(), connection -> numbered(sql).rows(connection, parameters)));
    }

    /** Rows read by one statement, for a caller who is in no unit: in none either, where the provider lets it. */
    <T> List<T> glance(String table, String sql, NumberedSql.Row<T> row, Object... parameters) {
        Connections.Work<List<T>> read = connection -> numbered(sql).read(connection, row, parameters);
        try {
            return work.glance(entityManager -> Connections.areLentFreely(entityManager)
                            ? Optional.of(Connections.call(entityManager, read))
                            : Optional.<List<T>>empty())
                    .orElseGet(() -> work.run(() -> Connections.call(work.entityManager(), read)));
        } catch (RuntimeException e) {
            throw StoreFailures.translate("read " + table, e);
        }
    }

    /**
     * Whether the caller is in no unit and may do without: the host's own transactions may be bound to an entity manager
     * that already holds the connection which another one would wait for.
     */
    boolean needNoUnit() {
        return work.beginsItsOwn() && !work.isRunning();
    }

    int change(String table, String sql, Object... parameters) {
        return write(
                table,
                () -> Connections.call(
                        work.entityManager(), connection -> numbered(sql).change(connection, parameters)));
    }

    /**
     * Inserts a row past the provider, which would fail the unit for a duplicate that the caller knows how to take. Only
     * for databases where a refused statement leaves the transaction as it was.
     *
     * @return false when another unit inserted the row first
     */
    boolean insertUnlessDuplicate(String table, String sql, Object... parameters) {
        return write(
                table,
                () -> Connections.call(work.entityManager(), connection -> {
                    try {
                        return numbered(sql).change(connection, parameters) == 1;
                    } catch (SQLIntegrityConstraintViolationException e) {
                        if (DUPLICATE.equals(e.getSQLState())) {
                            return false;
                        }
                        throw e;
                    }
                }));
    }

    /** One statement once for each row, sent together; its parameters are question marks. */
    void batch(String table, String sql, List<@Nullable Object[]> rows) {
        write(
                table,
                () -> Connections.call(work.entityManager(), connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        for (Object[] row : rows) {
                            for (int index = 0; index < row.length; index++) {
                                statement.setObject(index + 1, row[index]);
                            }
                            statement.addBatch();
                        }
                        return statement.executeBatch();
                    }
                }));
    }

    /** One statement with an array of all rows' values for each column. */
    void changeByColumns(String table, String sql, List<String> types, ManyRows rows) {
        byColumns(table, sql, types, rows, PreparedStatement::executeUpdate);
    }

    /** The same, and what the first column says that it returns. */
    Set<String> textsByColumns(String table, String sql, List<String> types, ManyRows rows) {
        return byColumns(table, sql, types, rows, statement -> {
            Set<String> texts = new HashSet<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    texts.add(found.getString(1));
                }
            }
            return texts;
        });
    }

    /** What is done with a statement whose parameters are set. */
    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T byColumns(String table, String sql, List<String> types, ManyRows rows, Execution<T> execution) {
        return write(
                table,
                () -> Connections.call(work.entityManager(), connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        for (int index = 0; index < types.size(); index++) {
                            statement.setArray(
                                    index + 1, connection.createArrayOf(types.get(index), rows.column(index)));
                        }
                        return execution.of(statement);
                    }
                }));
    }

    /** What was read before need not be so any more. */
    private <T> T write(String table, Supplier<T> statement) {
        return run("write " + table, () -> {
            unit().forgetActs();
            return statement.get();
        });
    }

    private <T> T run(String what, Supplier<T> statement) {
        return work.run(() -> {
            try {
                return statement.get();
            } catch (RuntimeException e) {
                throw StoreFailures.translate(what, e);
            }
        });
    }

    /** Those with a list whose length varies are as many as there are lengths: only so many are kept. */
    private NumberedSql numbered(String sql) {
        NumberedSql known = numbered.get(sql);
        if (known != null) {
            return known;
        }
        NumberedSql made = NumberedSql.of(sql);
        if (numbered.size() < MOST_NUMBERED) {
            numbered.put(sql, made);
        }
        return made;
    }
}
