package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Query;
import jakarta.persistence.metamodel.EntityType;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What the JPA provider can do beyond the specification, and how it keeps what the specification leaves open. */
interface Provider {

    static Provider of(EntityManagerFactory factory) {
        if (isThere("org.hibernate.SessionFactory")) {
            Optional<Provider> hibernate = HibernateProvider.of(factory);
            if (hibernate.isPresent()) {
                return hibernate.get();
            }
        }
        return isThere("org.eclipse.persistence.sessions.server.ServerSession")
                ? EclipseLinkProvider.of(factory).orElseGet(Plain::new)
                : new Plain();
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, Provider.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** A query or change said in JPQL; a change may set attributes of any type to null. */
    Query query(EntityManager entityManager, String jpql);

    /** A query for so many rows at most; the number should be one of few, since it may be part of the statement. */
    default Query query(EntityManager entityManager, String jpql, int most) {
        return query(entityManager, jpql).setMaxResults(most);
    }

    /** Whether a query for attributes of an entity finds those of rows of its subclasses as well. */
    boolean findsSubclasses(Class<?> entity);

    /** Has a locking query leave out rows that others hold, where the provider can. */
    void skipLocked(Query query);

    /**
     * Locks those rows that nobody else has locked, where a locking query cannot leave the others out by itself.
     *
     * @return the ids of which a locking query may ask
     */
    List<Object> lockUnlocked(EntityManager entityManager, RetainedEntity entity, List<Object> ids);

    /** Whether a basic attribute is kept as a date or timestamp, or a year as a number, so that the database orders it. */
    boolean keepsTime(Class<?> entity, String attribute);

    /** Whether a basic attribute is kept through a converter, so that a query may not see its value. */
    boolean isConverted(Class<?> entity, String attribute);

    /**
     * The condition, in JPQL of the provider's own, that an attribute has one of the values of an array, which one
     * parameter carries whole: however many there are, the statement stays the same.
     *
     * @param said how the query says the attribute
     * @param parameter the parameter's name, with its colon
     * @return empty where that cannot be said; a list of values is asked for then
     */
    Optional<String> inArray(Class<?> entity, String attribute, String said, String parameter);

    /** Whether two attributes are kept in the same JDBC type, so that one may be compared with the other. */
    boolean keepsAlike(Class<?> entity, String attribute, Class<?> other, String otherAttribute);

    /** The zone in which the provider writes and reads {@code java.util.Date}. */
    ZoneId storageZone();

    /** Whether {@link #sql} reaches the rows that the provider hides from queries of its own. */
    boolean seesPastFilters();

    /**
     * A query of SQL with named parameters, on every row there is.
     *
     * @param columns what it selects, each to be read as the provider reads the attribute; none for a change
     */
    Query sql(EntityManager entityManager, String sql, List<Unfiltered.Selected> columns);

    /** What stands in the column of a basic attribute that has some value, for statements of SQL. */
    Object kept(Class<?> entity, String attribute, Object value);

    /** Where the provider keeps past states of an entity's rows, by the paths of its id. */
    Audits audits(EntityType<?> entity, List<String> key);

    /** Where an entity's rows lie in the database; empty when the provider is none that can be asked. */
    Optional<Placement> placement(EntityType<?> entity);

    /** What the specification promises of any provider. */
    final class Plain implements Provider {
        @Override
        public Query query(EntityManager entityManager, String jpql) {
            return entityManager.createQuery(jpql);
        }

        @Override
        public boolean findsSubclasses(Class<?> entity) {
            return true;
        }

        @Override
        public void skipLocked(Query query) {
            // a plain lock waits instead, which is slower and as safe
        }

        @Override
        public List<Object> lockUnlocked(EntityManager entityManager, RetainedEntity entity, List<Object> ids) {
            return ids;
        }

        @Override
        public boolean keepsTime(Class<?> entity, String attribute) {
            return true;
        }

        @Override
        public boolean isConverted(Class<?> entity, String attribute) {
            return false;
        }

        @Override
        public Optional<String> inArray(Class<?> entity, String attribute, String said, String parameter) {
            return Optional.empty();
        }

        @Override
        public boolean keepsAlike(Class<?> entity, String attribute, Class<?> other, String otherAttribute) {
            return true;
        }

        @Override
        public ZoneId storageZone() {
            return ZoneId.systemDefault();
        }

        @Override
        public boolean seesPastFilters() {
            return false;
        }

        @Override
        public Query sql(EntityManager entityManager, String sql, List<Unfiltered.Selected> columns) {
            return entityManager.createNativeQuery(sql);
        }

        @Override
        public Object kept(Class<?> entity, String attribute, Object value) {
            return value;
        }

        @Override
        public Audits audits(EntityType<?> entity, List<String> key) {
            return Audits.NONE;
        }

        @Override
        public Optional<Placement> placement(EntityType<?> entity) {
            return Optional.empty();
        }
    }
}
