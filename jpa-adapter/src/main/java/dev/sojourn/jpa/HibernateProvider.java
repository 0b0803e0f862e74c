package dev.sojourn.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import jakarta.persistence.metamodel.EntityType;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.BasicValuedMapping;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.model.domain.BasicDomainType;
import org.hibernate.metamodel.model.domain.EntityDomainType;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.SqlTypes;

/** Hibernate, from 6.6. */
final class HibernateProvider implements Provider {

    private static final int SKIP_LOCKED = -2;

    private static final Set<Integer> COUNTED =
            Set.of(SqlTypes.TINYINT, SqlTypes.SMALLINT, SqlTypes.INTEGER, SqlTypes.BIGINT);

    private static final Map<Integer, Set<Class<?>>> ARRAYS = Map.of(
            SqlTypes.BIGINT, Set.of(Long.class, long.class),
            SqlTypes.INTEGER, Set.of(Integer.class, int.class),
            SqlTypes.UUID, Set.of(UUID.class));

    private static final Set<Integer> TEXT = Set.of(SqlTypes.CHAR, SqlTypes.VARCHAR, SqlTypes.NCHAR, SqlTypes.NVARCHAR);

    private final SessionFactoryImplementor factory;

    private HibernateProvider(SessionFactoryImplementor factory) {
        this.factory = factory;
    }

    static Optional<Provider> of(EntityManagerFactory factory) {
        try {
            return Optional.of(new HibernateProvider(factory.unwrap(SessionFactoryImplementor.class)));
        } catch (PersistenceException e) {
            return Optional.empty();
        }
    }

    @Override
    public Query query(EntityManager entityManager, String jpql) {
        return entityManager.createQuery(jpql);
    }

    /**
     * Said in the statement on PostgreSQL: of a number that it learns later, its plan for all values expects a tenth of the
     * rows, and walks a whole table in the order of its key for them.
     */
    @Override
    public Query query(EntityManager entityManager, String jpql, int most) {
        return isPostgres() && isBeyondSpecification()
                ? query(entityManager, jpql + " limit " + most)
                : Provider.super.query(entityManager, jpql, most);
    }

    private boolean isPostgres() {
        return factory.getJdbcServices().getDialect() instanceof PostgreSQLDialect;
    }

    private boolean isBeyondSpecification() {
        return !factory.getSessionFactoryOptions().getJpaCompliance().isJpaQueryComplianceEnabled();
    }

    @Override
    public boolean findsSubclasses(Class<?> entity) {
        return true;
    }

    @Override
    public void skipLocked(Query query) {
        if (query.getLockMode() == LockModeType.PESSIMISTIC_READ
                && factory.getJdbcServices().getDialect() instanceof H2Dialect) {
            // it knows shared locks by name, and waits for them
            query.setLockMode(LockModeType.PESSIMISTIC_WRITE);
        }
        query.setHint("jakarta.persistence.lock.timeout", SKIP_LOCKED);
    }

    @Override
    public List<Object> lockUnlocked(EntityManager entityManager, RetainedEntity entity, List<Object> ids) {
        return ids;
    }

    @Override
    public boolean keepsTime(Class<?> entity, String attribute) {
        return mapping(entity, attribute)
                .filter(mapping -> isTime(code(mapping)) || isYear(mapping))
                .isPresent();
    }

    @Override
    public boolean isConverted(Class<?> entity, String attribute) {
        return mapping(entity, attribute)
                .map(mapping -> mapping.getValueConverter() != null)
                .orElse(false);
    }

    /**
     * Only of types that the database compares with the array's without a cast of the column, which no index would help. The
     * parameter is not the function's last, which could be a list, so that Hibernate keeps no translation of the query.
     */
    @Override
    public Optional<String> inArray(Class<?> entity, String attribute, String said, String parameter) {
        return isPostgres() && isBeyondSpecification()
                ? mapping(entity, attribute)
                        .filter(mapping -> mapping.getValueConverter() == null)
                        .filter(mapping -> ARRAYS.getOrDefault(code(mapping), Set.of())
                                .contains(mapping.getJavaTypeDescriptor().getJavaTypeClass()))
                        .map(mapping -> "cast(sql('(? = any(?) and ?)', " + said + ", " + parameter
                                + ", true) as Boolean) = true")
                : Optional.empty();
    }

    @Override
    public boolean keepsAlike(Class<?> entity, String attribute, Class<?> other, String otherAttribute) {
        Optional<Integer> code = mapping(entity, attribute)
                .filter(mapping -> mapping.getValueConverter() == null)
                .map(HibernateProvider::code);
        return code.isPresent() && code.equals(mapping(other, otherAttribute).map(HibernateProvider::code));
    }

    @Override
    public ZoneId storageZone() {
        TimeZone zone = factory.getSessionFactoryOptions().getJdbcTimeZone();
        return zone == null ? ZoneId.systemDefault() : zone.toZoneId();
    }

    @Override
    public boolean seesPastFilters() {
        return true;
    }

    @Override
    public Query sql(EntityManager entityManager, String sql, List<Unfiltered.Selected> columns) {
        Query query = entityManager.createNativeQuery(sql);
        NativeQuery<?> typed = query.unwrap(NativeQuery.class);
        for (Unfiltered.Selected column : columns) {
            Optional<Class<?>> type = column.type();
            if (type.isEmpty()) {
                typed.addScalar(column.name());
            } else if (column.attribute().isEmpty()) {
                typed.addScalar(column.name(), type.get());
            } else {
                mapping(type.get(), column.attribute())
                        .filter(BasicDomainType.class::isInstance)
                        .map(BasicDomainType.class::cast)
                        .ifPresentOrElse(
                                basic -> typed.addScalar(column.name(), basic), () -> typed.addScalar(column.name()));
            }
        }
        return query;
    }

    @Override
    public Object kept(Class<?> entity, String attribute, Object value) {
        Optional<JdbcMapping> mapping = mapping(entity, attribute);
        Object kept = mapping.map(of -> of.convertToRelationalValue(value)).orElse(value);
        boolean counted =
                mapping.map(HibernateProvider::code).filter(COUNTED::contains).isPresent();
        boolean text =
                mapping.map(HibernateProvider::code).filter(TEXT::contains).isPresent();
        if (kept instanceof Enum<?> constant) {
            return counted ? constant.ordinal() : constant.name();
        }
        return kept instanceof UUID && text ? kept.toString() : kept;
    }

    @Override
    public Audits audits(EntityType<?> entity, List<String> key) {
        return new EnversAudits(factory)
                .of(
                        factory.getMappingMetamodel()
                                .getEntityDescriptor(
                                        ((EntityDomainType<?>) DeclaredType.real(entity)).getHibernateEntityName()),
                        key);
    }

    @Override
    public Optional<Placement> placement(EntityType<?> entity) {
        return Optional.of(HibernatePlacement.of(factory.getMappingMetamodel()
                .getEntityDescriptor(((EntityDomainType<?>) DeclaredType.real(entity)).getHibernateEntityName())));
    }

    private Optional<JdbcMapping> mapping(Class<?> entity, String attribute) {
        ModelPart part = factory.getMappingMetamodel().getEntityDescriptor(entity);
        for (String step : attribute.split("\\.", -1)) {
            if (!(part instanceof org.hibernate.metamodel.mapping.ModelPartContainer container)) {
                return Optional.empty();
            }
            part = container.findSubPart(step, null);
        }
        return part instanceof BasicValuedMapping basic ? Optional.of(basic.getJdbcMapping()) : Optional.empty();
    }

    private static int code(JdbcMapping mapping) {
        return mapping.getJdbcType().getDefaultSqlTypeCode();
    }

    private static boolean isYear(JdbcMapping mapping) {
        return mapping.getJavaTypeDescriptor().getJavaTypeClass() == Year.class
                && code(mapping) == SqlTypes.INTEGER
                && mapping.getValueConverter() == null;
    }

    private static boolean isTime(int code) {
        return switch (code) {
            case SqlTypes.DATE,
                    SqlTypes.TIMESTAMP,
                    SqlTypes.TIMESTAMP_UTC,
                    SqlTypes.TIMESTAMP_WITH_TIMEZONE,
                    SqlTypes.INSTANT,
                    SqlTypes.LOCAL_DATE,
                    SqlTypes.LOCAL_DATE_TIME,
                    SqlTypes.OFFSET_DATE_TIME,
                    SqlTypes.ZONED_DATE_TIME -> true;
            default -> false;
        };
    }
}
