package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.Session;

/** The connection a unit works on, for the little that JPA cannot say; no JPA version has one way to ask for it. */
final class Connections {

    /** What to do with a connection, which stays the provider's. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private Connections() {}

    static <T> T call(EntityManager entityManager, Work<T> work) {
        if (entityManager.getDelegate().getClass().getName().startsWith("org.hibernate.")) {
            return Hibernate.call(entityManager, work);
        }
        try {
            return work.on(entityManager.unwrap(Connection.class));
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** Loaded where Hibernate is the provider. */
    private static final class Hibernate {
        static <T> T call(EntityManager entityManager, Work<T> work) {
            return entityManager.unwrap(Session.class).doReturningWork(work::on);
        }
    }
}
