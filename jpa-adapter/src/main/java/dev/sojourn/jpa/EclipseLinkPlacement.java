package dev.sojourn.jpa;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.InheritancePolicy;
import org.eclipse.persistence.internal.databaseaccess.DatasourcePlatform;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.internal.queries.ContainerPolicy;
import org.eclipse.persistence.mappings.AggregateCollectionMapping;
import org.eclipse.persistence.mappings.CollectionMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.DirectCollectionMapping;
import org.eclipse.persistence.mappings.DirectMapMapping;
import org.eclipse.persistence.mappings.ManyToManyMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;

/** Reads from EclipseLink's descriptors where an entity lies. */
final class EclipseLinkPlacement {

    private final ClassDescriptor entity;
    private final DatasourcePlatform platform;
    private final Map<String, List<Placement.Column>> columns = new LinkedHashMap<>();
    private final List<Placement.Side> sides = new ArrayList<>();

    private EclipseLinkPlacement(ClassDescriptor entity, DatasourcePlatform platform) {
        this.entity = entity;
        this.platform = platform;
    }

    static Placement of(ClassDescriptor entity, DatasourcePlatform platform) {
        return new EclipseLinkPlacement(entity, platform).placement();
    }

    private Placement placement() {
        mappings(entity).forEach(mapping -> add("", mapping));
        if (!hasRows()) {
            columns.clear();
        }
        return new Placement(
                tables(), discriminator(), Collections.unmodifiableMap(columns), List.copyOf(sides), Optional.empty());
    }

    private List<Placement.Table> tables() {
        Map<String, Placement.Table> tables = new LinkedHashMap<>();
        if (hasRows()) {
            addTables(entity, tables);
        }
        if (entity.hasInheritance() && !entity.hasTablePerClassPolicy()) {
            entity.getInheritancePolicy().getAllChildDescriptors().forEach(child -> addTables(child, tables));
        }
        return List.copyOf(tables.values());
    }

    /** Whole rows of subclasses in their own tables are not this entity's; an abstract one has none beside them. */
    private boolean hasRows() {
        return !entity.hasTablePerClassPolicy()
                || !Modifier.isAbstract(entity.getJavaClass().getModifiers());
    }

    private void addTables(ClassDescriptor of, Map<String, Placement.Table> tables) {
        for (DatabaseTable table : Vectors.of(of, "getTables", DatabaseTable.class)) {
            tables.computeIfAbsent(table.getQualifiedNameDelimited(platform), sql -> table(table, keyIn(of, table)));
        }
    }

    /** The id's columns in a table beyond the first have names of their own. */
    private static List<DatabaseField> keyIn(ClassDescriptor of, DatabaseTable table) {
        Map<DatabaseField, DatabaseField> pairs =
                of.getAdditionalTablePrimaryKeyFields().getOrDefault(table, Map.of());
        List<DatabaseField> key = new ArrayList<>();
        for (DatabaseField id : of.getPrimaryKeyFields()) {
            DatabaseField found = id;
            for (Map.Entry<DatabaseField, DatabaseField> pair : pairs.entrySet()) {
                if (pair.getKey().equals(id) && pair.getValue().getTable().equals(table)) {
                    found = pair.getValue();
                } else if (pair.getValue().equals(id)
                        && pair.getKey().getTable().equals(table)) {
                    found = pair.getKey();
                }
            }
            key.add(found);
        }
        return key;
    }

    private Optional<Placement.Discriminator> discriminator() {
        InheritancePolicy inheritance = entity.getInheritancePolicyOrNull();
        if (inheritance == null || inheritance.getClassIndicatorField() == null) {
            return Optional.empty();
        }
        Set<String> values = new LinkedHashSet<>();
        List<ClassDescriptor> all = new ArrayList<>(List.of(entity));
        all.addAll(inheritance.getAllChildDescriptors());
        Map<?, ?> indicators = inheritance.getClassIndicatorMapping();
        all.forEach(one -> Optional.<Object>ofNullable(indicators.get(one.getJavaClass()))
                .ifPresent(value -> values.add(value.toString())));
        return Optional.of(
                new Placement.Discriminator(column(inheritance.getClassIndicatorField()), List.copyOf(values)));
    }

    private void add(String prefix, DatabaseMapping mapping) {
        String path = prefix + mapping.getAttributeName();
        if (mapping.isAggregateObjectMapping()) {
            mappings(mapping.getReferenceDescriptor()).forEach(inner -> add(path + ".", inner));
        } else if (mapping instanceof CollectionMapping many) {
            side(path, many).ifPresent(sides::add);
        } else if (mapping instanceof OneToOneMapping one && one.hasRelationTable()) {
            sides.add(joinTable(
                    path,
                    one.isReadOnly(),
                    one.getRelationTable(),
                    fields(one.getRelationTableMechanism(), "getSourceRelationKeyFields"),
                    fields(one.getRelationTableMechanism(), "getTargetRelationKeyFields"),
                    List.of()));
        } else {
            List<DatabaseField> fields = mapping instanceof OneToOneMapping one
                    ? one.isForeignKeyRelationship() ? foreignKey(one) : List.of()
                    : fields(mapping, "getFields");
            if (!fields.isEmpty()) {
                columns.put(path, fields.stream().map(this::column).toList());
            }
        }
    }

    /** In the order of the target's id. */
    private static List<DatabaseField> foreignKey(OneToOneMapping one) {
        Map<DatabaseField, DatabaseField> byTarget = one.getTargetToSourceKeyFields();
        List<DatabaseField> ordered = one.getReferenceDescriptor().getPrimaryKeyFields().stream()
                .flatMap(id -> Optional.ofNullable(byTarget.get(id)).stream())
                .toList();
        return ordered.size() == byTarget.size() ? ordered : List.copyOf(byTarget.values());
    }

    private Optional<Placement.Side> side(String path, CollectionMapping many) {
        List<Placement.Name> positions = positions(many);
        if (many instanceof DirectCollectionMapping direct) {
            return Optional.of(new Placement.Side(
                    path,
                    Placement.Kind.ELEMENTS,
                    table(direct.getReferenceTable(), fields(direct, "getReferenceKeyFields")),
                    Map.of("", List.of(name(direct.getDirectField()))),
                    positions));
        }
        if (many instanceof AggregateCollectionMapping elements) {
            Map<String, List<Placement.Name>> found = new LinkedHashMap<>();
            mappings(elements.getReferenceDescriptor()).forEach(inner -> addElement("", inner, found));
            List<DatabaseField> key = fields(elements, "getTargetForeignKeyFields");
            return Optional.of(new Placement.Side(
                    path,
                    Placement.Kind.ELEMENTS,
                    table(key.get(0).getTable(), key),
                    Collections.unmodifiableMap(found),
                    positions));
        }
        if (many instanceof ManyToManyMapping pairs) {
            return Optional.of(joinTable(
                    path,
                    pairs.isReadOnly(),
                    pairs.getRelationTable(),
                    fields(pairs, "getSourceRelationKeyFields"),
                    fields(pairs, "getTargetRelationKeyFields"),
                    positions));
        }
        if (many.isUnidirectionalOneToManyMapping()) {
            List<DatabaseField> key = fields(many, "getTargetForeignKeyFields");
            return Optional.of(new Placement.Side(
                    path, Placement.Kind.FOREIGN_COLUMNS, table(key.get(0).getTable(), key), Map.of(), positions));
        }
        return Optional.empty();
    }

    private Placement.Side joinTable(
            String path,
            boolean inverse,
            DatabaseTable table,
            List<DatabaseField> source,
            List<DatabaseField> target,
            List<Placement.Name> positions) {
        return new Placement.Side(
                path,
                inverse ? Placement.Kind.INVERSE_JOIN_TABLE : Placement.Kind.JOIN_TABLE,
                table(table, source),
                Map.of("", names(target)),
                positions);
    }

    private void addElement(String prefix, DatabaseMapping mapping, Map<String, List<Placement.Name>> found) {
        String path = prefix + mapping.getAttributeName();
        if (mapping.isAggregateObjectMapping()) {
            mappings(mapping.getReferenceDescriptor()).forEach(inner -> addElement(path + ".", inner, found));
        } else {
            List<Placement.Name> names = names(fields(mapping, "getFields"));
            if (!names.isEmpty()) {
                found.put(path, names);
            }
        }
    }

    private static List<DatabaseMapping> mappings(ClassDescriptor of) {
        return Vectors.of(of, "getMappings", DatabaseMapping.class);
    }

    private static List<DatabaseField> fields(Object of, String method) {
        return Vectors.of(of, method, DatabaseField.class);
    }

    private List<Placement.Name> positions(CollectionMapping many) {
        List<Placement.Name> positions = new ArrayList<>();
        if (many.getListOrderField() != null) {
            positions.add(name(many.getListOrderField()));
        }
        ContainerPolicy container = many.getContainerPolicy();
        if (many instanceof DirectMapMapping map && map.getDirectKeyField() != null) {
            positions.add(name(map.getDirectKeyField()));
        } else if (container.isMappedKeyMapPolicy()) {
            positions.addAll(names(container.getIdentityFieldsForMapKey()));
        }
        return List.copyOf(positions);
    }

    private Placement.Table table(DatabaseTable table, Collection<DatabaseField> key) {
        return Placement.Table.parse(table.getQualifiedNameDelimited(platform), names(key));
    }

    private Placement.Column column(DatabaseField field) {
        return new Placement.Column(field.getTable().getQualifiedNameDelimited(platform), name(field));
    }

    private List<Placement.Name> names(Collection<DatabaseField> fields) {
        return fields.stream().map(this::name).toList();
    }

    private Placement.Name name(DatabaseField field) {
        return Placement.name(field.getNameDelimited(platform));
    }
}
