package dev.sojourn.jpa;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Opens the host's unit on whichever provider is on the classpath: the one thing that no specification says. */
final class TestProvider {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** How EclipseLink says what Hibernate calls so; it can validate nothing. */
    private static final Map<Object, String> TABLES =
            Map.of("update", "create-or-extend-tables", "create", "drop-and-create-tables");

    private TestProvider() {}

    /** What a host writes whose EclipseLink is too old to know a moment. */
    @Converter(autoApply = true)
    public static final class Moments implements AttributeConverter<Instant, Timestamp> {
        @Override
        public @Nullable Timestamp convertToDatabaseColumn(@Nullable Instant moment) {
            return moment == null ? null : Timestamp.from(moment);
        }

        @Override
        public @Nullable Instant convertToEntityAttribute(@Nullable Timestamp kept) {
            return kept == null ? null : kept.toInstant();
        }
    }

    /** Whether the provider is EclipseLink; otherwise it is Hibernate. */
    static boolean isEclipseLink() {
        return provider().getClass().getName().startsWith("org.eclipse.persistence.");
    }

    /** The version of a row never changed. */
    static int firstVersion() {
        return isEclipseLink() ? 1 : 0;
    }

    /** The unit of that name in persistence.xml with these entities, whose tables the provider makes. */
    static EntityManagerFactory open(String name, Map<String, Object> settings, List<Class<?>> entities) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.putIfAbsent("hibernate.hbm2ddl.auto", "update");
        if (!isEclipseLink()) {
            properties.put("hibernate.loaded_classes", entities);
            return Persistence.createEntityManagerFactory(name, properties);
        }
        properties.put(
                "eclipselink.ddl-generation", TABLES.getOrDefault(properties.get("hibernate.hbm2ddl.auto"), "none"));
        Set<Class<?>> listed = new LinkedHashSet<>(entities);
        entities.forEach(entity -> addConverters(entity, listed));
        if (!knowsMoments()) {
            listed.add(Moments.class);
        }
        properties.put("eclipselink.session-name", name + NUMBER.incrementAndGet());
        // otherwise it makes the tables when first asked for an entity manager
        properties.put("eclipselink.deploy-on-startup", "true");
        properties.put("eclipselink.weaving", "false");
        // a host whose rows count from 0 says so
        properties.put("eclipselink.id-validation", "NULL");
        properties.put("eclipselink.logging.level", System.getProperty("eclipselink.logging.level", "OFF"));
        return provider().createContainerEntityManagerFactory(HostUnit.of(name, List.copyOf(listed)), properties);
    }

    /** It must be told of the converters that its entities, their superclasses and embedded values name. */
    private static void addConverters(Class<?> type, Set<Class<?>> listed) {
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            List<AnnotatedElement> members = new ArrayList<>(List.of(at.getDeclaredFields()));
            members.addAll(List.of(at.getDeclaredMethods()));
            for (AnnotatedElement member : members) {
                for (Convert convert : member.getAnnotationsByType(Convert.class)) {
                    listed.add(convert.converter());
                }
                if (member instanceof Field field && field.getType().isAnnotationPresent(Embeddable.class)) {
                    addConverters(field.getType(), listed);
                }
            }
        }
    }

    /** Persistence API 3.2 made an Instant a basic type. */
    private static boolean knowsMoments() {
        return Arrays.stream(EntityManagerFactory.class.getMethods())
                .anyMatch(method -> method.getName().equals("runInTransaction"));
    }

    private static PersistenceProvider provider() {
        List<PersistenceProvider> found =
                new ArrayList<>(PersistenceProviderResolverHolder.getPersistenceProviderResolver()
                        .getPersistenceProviders());
        if (found.size() != 1) {
            throw new IllegalStateException("one provider at a time: " + found);
        }
        return found.get(0);
    }
}
