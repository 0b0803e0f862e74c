package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes transactions of Sojourn's own READ COMMITTED, where the database would make them anything higher. */
final class Isolation {

    /** MariaDB's word for a transaction that somebody has read in, or that a transaction manager began. */
    private static final int UNDER_WAY = 1568;

    private volatile @Nullable Optional<String> lowering;

    /**
     * Lowers the transaction that the entity manager has begun, before its first statement and for it alone.
     *
     * @return whether the database had to be told, and obeyed
     */
    boolean lower(EntityManager entityManager) {
        Optional<String> known = lowering;
        if (known != null && known.isEmpty()) {
            return false;
        }
        return Connections.call(entityManager, connection -> {
            Optional<String> statement = known == null ? find(connection) : known;
            lowering = statement;
            return statement.isPresent() && lower(connection, statement.get());
        });
    }

    private static boolean lower(Connection connection, String statement) throws SQLException {
        try (Statement lowering = connection.createStatement()) {
            lowering.execute(statement);
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == UNDER_WAY) {
                return false;
            }
            throw e;
        }
    }

    private static Optional<String> find(Connection connection) throws SQLException {
        return Dialect.of(connection.getMetaData().getDatabaseProductName()).flatMap(Dialect::readCommitted);
    }
}
