package dev.sojourn.jpa;

import jakarta.persistence.FlushModeType;
import jakarta.persistence.Query;
import java.sql.PreparedStatement;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs statements on Sojourn's own tables, in the unit the caller is in.
 *
 * <p>Native ones, with every time as text: a provider would move a UTC time through the zone of the JVM or its own setting,
 * and lose the hour that this zone skips in spring. The host's pending changes are not flushed and its shared cache is not
 * evicted: no entity of the host is in these tables.
 */
final class Statements {

    /** Without it Hibernate takes a native statement to have changed every table there is. */
    private static final String TABLES_CHANGED = "org.hibernate.query.native.spaces";

    private static final String DUPLICATE = "23505";

    private final JpaUnitOfWork work;

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
        return run("read " + table, () -> {
            List<?> found = query(table, sql, parameters).getResultList();
            return found.stream().map(Object[].class::cast).toList();
        });
    }

    int change(String table, String sql, Object... parameters) {
        return run("write " + table, () -> query(table, sql, parameters).executeUpdate());
    }

    /**
     * Inserts a row past the provider, which would fail the unit for a duplicate that the caller knows how to take. Only
     * for databases where a refused statement leaves the transaction as it was.
     *
     * @return false when another unit inserted the row first
     */
    boolean insertUnlessDuplicate(String table, String sql, Object... parameters) {
        return run(
                "write " + table,
                () -> Connections.call(work.entityManager(), connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql.replaceAll("\\?\\d+", "?"))) {
                        for (int index = 0; index < parameters.length; index++) {
                            statement.setObject(index + 1, parameters[index]);
                        }
                        return statement.executeUpdate() == 1;
                    } catch (SQLIntegrityConstraintViolationException e) {
                        if (DUPLICATE.equals(e.getSQLState())) {
                            return false;
                        }
                        throw e;
                    }
                }));
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

    private Query query(String table, String sql, Object... parameters) {
        Query query = work.entityManager().createNativeQuery(sql);
        query.setFlushMode(FlushModeType.COMMIT);
        query.setHint(TABLES_CHANGED, table);
        for (int index = 0; index < parameters.length; index++) {
            query.setParameter(index + 1, parameters[index]);
        }
        return query;
    }
}
