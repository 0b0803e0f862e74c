package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.persistence.sessions.UnitOfWork;
import org.hibernate.Session;

/** The connection a unit works on, for the little that JPA cannot say; no JPA version has one way to ask for it. */
final class Connections {

    /** What to do with a connection, which stays the provider's. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private Connections() {}

    /** Whether a unit is Hibernate's. */
    static boolean isHibernate(EntityManager entityManager) {
        return isOf(entityManager, "org.hibernate.");
    }

    /** Whether a unit is EclipseLink's. */
    static boolean isEclipseLink(EntityManager entityManager) {
        return isOf(entityManager, "org.eclipse.persistence.");
    }

    /** Whether a connection is to be had without a transaction; EclipseLink lends none. */
    static boolean areLentFreely(EntityManager entityManager) {
        return isOf(entityManager, "org.hibernate.");
    }

    /**
     * Has all a unit does from now on go over one connection. EclipseLink would read on connections of their own, outside
     * the transaction, until the unit first writes.
     */
    static void takeOne(EntityManager entityManager) {
        if (isEclipseLink(entityManager)) {
            EclipseLink.takeOne(entityManager);
        }
    }

    private static boolean isOf(EntityManager entityManager, String provider) {
        return entityManager.getDelegate().getClass().getName().startsWith(provider);
    }

    static <T> T call(EntityManager entityManager, Work<T> work) {
        if (isHibernate(entityManager)) {
            return Hibernate.call(entityManager, work);
        }
        try {
            return work.on(entityManager.unwrap(Connection.class));
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** Loaded where EclipseLink is the provider. */
    private static final class EclipseLink {
        static void takeOne(EntityManager entityManager) {
            entityManager.unwrap(UnitOfWork.class).beginEarlyTransaction();
        }
    }

    /** Loaded where Hibernate is the provider. */
    private static final class Hibernate {
        static <T> T call(EntityManager entityManager, Work<T> work) {
            return entityManager.unwrap(Session.class).doReturningWork(work::on);
        }
    }
}
