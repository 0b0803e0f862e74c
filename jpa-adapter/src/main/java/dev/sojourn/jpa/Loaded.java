package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import org.eclipse.persistence.sessions.UnitOfWork;
import org.hibernate.Session;

/** What a unit has loaded; the specification has no way to ask for it that would not read it first. */
final class Loaded {

    private Loaded() {}

    /** Whether a unit is known to have loaded nothing that it could write back. */
    static boolean isNothing(EntityManager entityManager) {
        return Connections.isHibernate(entityManager) && Hibernate.isNothing(entityManager);
    }

    /** Has the unit's own cache write back nothing of a row that is gone. */
    static void forget(EntityManager entityManager, Class<?> type, Object id) {
        if (Connections.isEclipseLink(entityManager)) {
            EclipseLink.forget(entityManager, type, id);
        } else {
            entityManager.detach(entityManager.getReference(type, id));
        }
    }

    /** Loaded where Hibernate is the provider. */
    private static final class Hibernate {
        static boolean isNothing(EntityManager entityManager) {
            return entityManager.unwrap(Session.class).getStatistics().getEntityCount() == 0;
        }
    }

    /** Loaded where EclipseLink is the provider, which would read a reference at once and find nothing. */
    private static final class EclipseLink {
        static void forget(EntityManager entityManager, Class<?> type, Object id) {
            Object found = entityManager
                    .unwrap(UnitOfWork.class)
                    .getIdentityMapAccessor()
                    .getFromIdentityMap(id, type);
            if (found != null) {
                entityManager.detach(found);
            }
        }
    }
}
