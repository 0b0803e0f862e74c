package dev.sojourn.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Query;
import java.time.ZoneId;

/** What the JPA provider can do beyond the specification, and how it keeps what the specification leaves open. */
interface Provider {

    static Provider of(EntityManagerFactory factory) {
        try {
            Class.forName("org.hibernate.SessionFactory", false, Provider.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return new Plain();
        }
        return HibernateProvider.of(factory).orElseGet(Plain::new);
    }

    /** Has a locking query leave out rows that others hold, where the provider can. */
    void skipLocked(Query query);

    /** Whether a basic attribute is kept as a date or timestamp, with no converter in between. */
    boolean keepsTime(Class<?> entity, String attribute);

    /** Whether a basic attribute is kept through a converter, so that a query may not see its value. */
    boolean isConverted(Class<?> entity, String attribute);

    /** Whether two attributes are kept in the same JDBC type, so that one may be compared with the other. */
    boolean keepsAlike(Class<?> entity, String attribute, Class<?> other, String otherAttribute);

    /** The zone in which the provider writes and reads {@code java.util.Date}. */
    ZoneId storageZone();

    /** What the specification promises of any provider. */
    final class Plain implements Provider {
        @Override
        public void skipLocked(Query query) {
            // a plain lock waits instead, which is slower and as safe
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
        public boolean keepsAlike(Class<?> entity, String attribute, Class<?> other, String otherAttribute) {
            return true;
        }

        @Override
        public ZoneId storageZone() {
            return ZoneId.systemDefault();
        }
    }
}
