package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import jakarta.persistence.metamodel.EntityType;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.QueryHints;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.ConversionManager;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.converters.TypeConversionConverter;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.UpdateAllQuery;
import org.eclipse.persistence.sessions.server.ServerSession;

/** EclipseLink, from 4.0. */
final class EclipseLinkProvider implements Provider {

    /** What it writes to a date or timestamp column as it is. */
    private static final Set<Class<?>> TIMES = Set.of(
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            Date.class,
            Calendar.class,
            java.sql.Date.class,
            Timestamp.class);

    private final ServerSession session;
    private final Map<Class<?>, Optional<EclipseLinkLocks>> locks = new ConcurrentHashMap<>();

    private EclipseLinkProvider(ServerSession session) {
        this.session = session;
    }

    static Optional<Provider> of(EntityManagerFactory factory) {
        try {
            ServerSession session = factory.unwrap(ServerSession.class);
            EclipseLinkMoments.mend(session);
            return Optional.of(new EclipseLinkProvider(session));
        } catch (PersistenceException e) {
            return Optional.empty();
        }
    }

    /** For H2 it writes the values of a query with functions into its text, unless told. */
    @Override
    public Query query(EntityManager entityManager, String jpql) {
        Query query = entityManager.createQuery(jpql);
        if (session.getPlatform().isH2() && jpql.startsWith("select ")) {
            query.setHint(QueryHints.BIND_PARAMETERS, HintValues.TRUE);
        }
        if (query.unwrap(DatabaseQuery.class) instanceof UpdateAllQuery change) {
            EclipseLinkNull.write(change, session);
        }
        return query;
    }

    /** Where each class has its own table, it reads whole entities from all of them and single attributes from one. */
    @Override
    public boolean findsSubclasses(Class<?> entity) {
        return !session.getDescriptor(entity).hasTablePerClassPolicy();
    }

    @Override
    public void skipLocked(Query query) {
        EclipseLinkRowLock.replace(query, session.getPlatform());
    }

    @Override
    public List<Object> lockUnlocked(EntityManager entityManager, RetainedEntity entity, List<Object> ids) {
        return skipsLocked()
                ? locks.computeIfAbsent(entity.type(), type -> locks(entity))
                        .map(of -> of.lock(entityManager, ids))
                        .orElse(ids)
                : ids;
    }

    private boolean skipsLocked() {
        return session.getPlatform().isH2()
                || session.getPlatform().isPostgreSQL()
                || session.getPlatform().isMySQL()
                || session.getPlatform().isMariaDB();
    }

    private Optional<EclipseLinkLocks> locks(RetainedEntity entity) {
        Placement placement = EclipseLinkPlacement.of(session.getDescriptor(entity.type()), session.getPlatform());
        return EclipseLinkLocks.of(
                session,
                entity.key(),
                placement,
                entity.key().paths().stream()
                        .map(path -> direct(entity.type(), path))
                        .toList());
    }

    @Override
    public boolean keepsTime(Class<?> entity, String attribute) {
        return direct(entity, attribute)
                .filter(mapping -> TIMES.contains(type(mapping)) || isYear(mapping))
                .filter(mapping -> isOwn(mapping) || isFaithful(mapping))
                .isPresent();
    }

    private static boolean isYear(AbstractDirectMapping mapping) {
        return mapping.getAttributeClassification() == Year.class
                && Number.class.isAssignableFrom(ConversionManager.getObjectClass(type(mapping)));
    }

    @Override
    public boolean isConverted(Class<?> entity, String attribute) {
        return direct(entity, attribute)
                .filter(mapping -> !isOwn(mapping))
                .filter(mapping -> !isFaithful(mapping))
                .isPresent();
    }

    /** Whether there is no converter but the provider's own, which takes values from one type to another. */
    private static boolean isOwn(AbstractDirectMapping mapping) {
        return !mapping.hasConverter() || mapping.getConverter() instanceof TypeConversionConverter;
    }

    /** Whether a converter leaves moments what they are, and in their order: generation 4 keeps no Instant without one. */
    private boolean isFaithful(AbstractDirectMapping mapping) {
        if (!TIMES.contains(type(mapping))) {
            return false;
        }
        if (mapping.getAttributeClassification() == Date.class) {
            return FaithfulTimes.are(
                    moment -> mapping.getFieldValue(Date.from(moment), session),
                    kept -> ((Date) mapping.getObjectValue(kept, session)).toInstant());
        }
        return mapping.getAttributeClassification() == Instant.class
                && FaithfulTimes.are(moment -> mapping.getFieldValue(moment, session), kept ->
                        (Instant) mapping.getObjectValue(kept, session));
    }

    @Override
    public Optional<String> inArray(Class<?> entity, String attribute, String said, String parameter) {
        return Optional.empty();
    }

    @Override
    public boolean keepsAlike(Class<?> entity, String attribute, Class<?> other, String otherAttribute) {
        Optional<Class<?>> type = direct(entity, attribute).map(EclipseLinkProvider::type);
        return type.isPresent() && type.equals(direct(other, otherAttribute).map(EclipseLinkProvider::type));
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
        return direct(entity, attribute)
                .map(mapping -> mapping.getFieldValue(value, session))
                .orElse(value);
    }

    @Override
    public Audits audits(EntityType<?> entity, List<String> key) {
        return Audits.NONE;
    }

    @Override
    public Optional<Placement> placement(EntityType<?> entity) {
        return Optional.of(EclipseLinkPlacement.of(session.getDescriptor(entity.getJavaType()), session.getPlatform()));
    }

    private static Class<?> type(AbstractDirectMapping mapping) {
        return mapping.getFieldClassification(mapping.getField());
    }

    private Optional<AbstractDirectMapping> direct(Class<?> entity, String path) {
        ClassDescriptor at = session.getDescriptor(entity);
        DatabaseMapping found = null;
        for (String step : path.split("\\.", -1)) {
            found = at == null ? null : at.getMappingForAttributeName(step);
            at = found == null ? null : found.getReferenceDescriptor();
        }
        return found instanceof AbstractDirectMapping direct ? Optional.of(direct) : Optional.empty();
    }
}
