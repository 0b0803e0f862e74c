package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import org.eclipse.persistence.sessions.UnitOfWork;

/** What a unit has loaded; the specification has no way to ask for it that would not read it first. */
final class Loaded {

    private Loaded() {}

    /** Has the unit's own cache write back nothing of a row that is gone. */
    static void forget(EntityManager entityManager, Class<?> type, Object id) {
        if (Connections.isEclipseLink(entityManager)) {
            EclipseLink.forget(entityManager, type, id);
        } else {
            entityManager.detach(entityManager.getReference(type, id));
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
