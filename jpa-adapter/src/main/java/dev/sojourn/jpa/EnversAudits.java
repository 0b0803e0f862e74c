package dev.sojourn.jpa;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.persister.entity.EntityPersister;

/** Finds what Hibernate Envers keeps of an entity, in the mapping that Envers adds to the host's; asks Envers nothing. */
final class EnversAudits {

    private static final String REVISION_TIMESTAMP = "org.hibernate.envers.RevisionTimestamp";

    private final SessionFactoryImplementor factory;
    private final String prefix;
    private final String suffix;
    private final String id;
    private final String revision;

    EnversAudits(SessionFactoryImplementor factory) {
        this.factory = factory;
        Map<String, Object> settings = factory.getProperties();
        prefix = setting(settings, "audit_table_prefix", "");
        suffix = setting(settings, "audit_table_suffix", "_AUD");
        id = setting(settings, "original_id_prop_name", "originalId");
        revision = setting(settings, "revision_field_name", "REV");
    }

    /** The host's own entity of revisions, or that of Envers: the one that says which attribute is their time. */
    private Optional<Audits.Revisions> revisions(Placement past) {
        List<Placement.Column> column = past.columns(id + "." + revision);
        List<Audits.Revisions> found = new ArrayList<>();
        factory.getMappingMetamodel()
                .forEachEntityDescriptor(entity -> timeOf(entity.getMappedClass())
                        .ifPresent(attribute -> {
                            Placement at = HibernatePlacement.of(entity);
                            List<Placement.Column> time = at.columns(attribute);
                            if (column.size() == 1 && time.size() == 1) {
                                found.add(new Audits.Revisions(
                                        column.get(0).name(),
                                        at.main(),
                                        time.get(0).name(),
                                        attribute));
                            }
                        }));
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static Optional<String> timeOf(Class<?> type) {
        return Members.lineage(type)
                .flatMap(at -> Arrays.stream(at.getDeclaredFields()))
                .filter(field -> Arrays.stream(field.getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getName().equals(REVISION_TIMESTAMP)))
                .filter(field -> field.getType() == long.class || field.getType() == Long.class)
                .map(Field::getName)
                .findFirst();
    }

    private static String setting(Map<String, Object> settings, String name, String otherwise) {
        Object value = settings.get("org.hibernate.envers." + name);
        return value == null ? otherwise : value.toString();
    }

    /** Envers names the past states of an entity after it, and a collection's after its table. */
    Audits of(EntityMappingType entity, List<String> key) {
        EntityPersister audited =
                factory.getMappingMetamodel().findEntityDescriptor(prefix + entity.getEntityName() + suffix);
        if (audited == null) {
            return Audits.NONE;
        }
        Placement past = HibernatePlacement.of(audited);
        List<Placement.Name> columns = new ArrayList<>();
        key.forEach(path -> past.columns(id + "." + path).stream()
                .map(Placement.Column::name)
                .forEach(columns::add));
        if (past.tables().size() != 1 || columns.size() != key.size()) {
            return Audits.unknown("its past states are not kept in one table by its id");
        }
        List<Placement.Table> tables = new ArrayList<>();
        Map<String, Placement.Table> sides = new HashMap<>();
        tables.add(Placement.Table.parse(past.main().sql(), columns));
        for (Placement.Side side : HibernatePlacement.of(entity).sides()) {
            if (side.kind() == Placement.Kind.FOREIGN_COLUMNS) {
                return Audits.unknown(
                        "'" + side.attribute() + "' is kept by columns of other rows: map it with mappedBy");
            }
            Optional<Placement> pastSide = side(side);
            if (pastSide.isPresent() && !holds(pastSide.get(), side.table().key())) {
                return Audits.unknown("the past states of '" + side.attribute() + "' are not kept by its id");
            }
            pastSide.ifPresent(at -> {
                Placement.Table table =
                        Placement.Table.parse(at.main().sql(), side.table().key());
                tables.add(0, table);
                sides.put(side.attribute(), table);
            });
        }
        Optional<Audits.Revisions> revisions = revisions(past);
        String way = id + "." + revision;
        return new Audits(
                List.copyOf(tables),
                Map.copyOf(sides),
                Optional.empty(),
                revisions,
                Optional.of(new Audits.States(
                        audited.getEntityName(), id, way, revisions.map(of -> way + "." + of.attribute()), past)));
    }

    private Optional<Placement> side(Placement.Side side) {
        String table = prefix + side.table().name().text() + suffix;
        List<Placement> found = new ArrayList<>();
        factory.getMappingMetamodel().forEachEntityDescriptor(entity -> {
            if (entity.getEntityName().startsWith(prefix)
                    && entity.getEntityName().endsWith(suffix)) {
                Placement at = HibernatePlacement.of(entity);
                if (at.main().name().is(table)) {
                    found.add(at);
                }
            }
        });
        return found.stream().findFirst();
    }

    private static boolean holds(Placement past, List<Placement.Name> key) {
        return key.stream()
                .allMatch(name -> past.columns().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(column -> column.name().is(name.text())));
    }
}
