package dev.sojourn.jpa;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityDiscriminatorMapping;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.UnionSubclassEntityPersister;

/** Reads from Hibernate's own mapping model where an entity lies. */
final class HibernatePlacement {

    /** What stands for rows without a value, and for those with any other. */
    private static final Set<String> NO_VALUE = Set.of("null", "not null");

    private final EntityMappingType entity;

    /** The one table of an entity in a hierarchy of whole tables, where inherited columns are said to lie in the root's. */
    private final Optional<String> whole;

    private final Map<String, List<Placement.Column>> columns = new LinkedHashMap<>();
    private final List<Placement.Side> sides = new ArrayList<>();

    private HibernatePlacement(EntityMappingType entity) {
        this.entity = entity;
        whole = entity.getEntityPersister() instanceof UnionSubclassEntityPersister persister
                ? Optional.of(persister.getRootTableName())
                : Optional.empty();
    }

    static Placement of(EntityMappingType entity) {
        return new HibernatePlacement(entity).placement();
    }

    private Placement placement() {
        EntityIdentifierMapping id = entity.getIdentifierMapping();
        if (id instanceof NonAggregatedIdentifierMapping several) {
            several.getVirtualIdEmbeddable().forEachAttributeMapping(attribute -> add("", attribute));
        } else {
            addColumns(id.getAttributeName(), id);
        }
        entity.forEachAttributeMapping(attribute -> add("", attribute));
        return new Placement(
                tables(),
                discriminator(),
                Collections.unmodifiableMap(columns),
                List.copyOf(sides),
                Optional.ofNullable(entity.getSoftDeleteMapping()).map(this::column));
    }

    /** Hibernate orders them so that rows may be deleted: what hangs on another comes before it. */
    private List<Placement.Table> tables() {
        List<Placement.Table> tables = new ArrayList<>();
        entity.visitConstraintOrderedTables((table, keys) -> {
            List<Placement.Name> key = new ArrayList<>();
            keys.get().accept((index, column) -> key.add(Placement.name(column.getSelectionExpression())));
            if (isOwn(table)) {
                tables.add(0, Placement.Table.parse(table, key));
            }
        });
        return List.copyOf(tables);
    }

    /** Whole rows of subclasses in their own tables are not this entity's; an abstract one has none beside them. */
    private boolean isOwn(String table) {
        return whole.isEmpty() || hasRows() && whole.get().equals(table);
    }

    private boolean hasRows() {
        return whole.isEmpty() || !entity.isAbstract();
    }

    private Optional<Placement.Discriminator> discriminator() {
        EntityDiscriminatorMapping mapping = entity.getDiscriminatorMapping();
        if (mapping == null || !mapping.hasPhysicalColumn()) {
            return Optional.empty();
        }
        Set<String> values = new LinkedHashSet<>();
        Stream.concat(Stream.of(entity), entity.getSubMappingTypes().stream())
                .map(EntityMappingType::getDiscriminatorSQLValue)
                .filter(literal -> !NO_VALUE.contains(literal))
                .map(HibernatePlacement::value)
                .forEach(values::add);
        return Optional.of(new Placement.Discriminator(column(mapping), List.copyOf(values)));
    }

    private static String value(String literal) {
        return literal.startsWith("'")
                ? literal.substring(1, literal.length() - 1).replace("''", "'")
                : literal;
    }

    private void add(String prefix, AttributeMapping attribute) {
        String path = prefix + attribute.getAttributeName();
        if (attribute instanceof PluralAttributeMapping many) {
            side(path, many).ifPresent(sides::add);
        } else {
            addColumns(path, attribute);
        }
    }

    private void addColumns(String path, ModelPart part) {
        if (part instanceof EmbeddableValuedModelPart embedded) {
            embedded.getEmbeddableTypeDescriptor().forEachAttributeMapping(inner -> add(path + ".", inner));
        } else {
            List<Placement.Column> found = new ArrayList<>();
            part.forEachSelectable((index, column) -> {
                if (!column.isFormula() && hasRows()) {
                    found.add(column(column));
                }
            });
            if (!found.isEmpty()) {
                columns.put(path, List.copyOf(found));
            }
        }
    }

    private static Optional<Placement.Side> side(String path, PluralAttributeMapping many) {
        CollectionPersister persister = many.getCollectionDescriptor();
        boolean apart = many.getSeparateCollectionTable() != null;
        if (!apart && persister.isInverse()) {
            return Optional.empty();
        }
        List<Placement.Name> key = names(many.getKeyDescriptor().getKeyPart());
        Placement.Kind kind;
        Map<String, List<Placement.Name>> columns = new LinkedHashMap<>();
        if (!apart) {
            kind = Placement.Kind.FOREIGN_COLUMNS;
        } else {
            addElement("", many.getElementDescriptor(), columns);
            if (!persister.isManyToMany() && !persister.isOneToMany()) {
                kind = Placement.Kind.ELEMENTS;
            } else {
                kind = persister.isInverse() ? Placement.Kind.INVERSE_JOIN_TABLE : Placement.Kind.JOIN_TABLE;
            }
        }
        List<Placement.Name> positions = new ArrayList<>();
        CollectionPart index = many.getIndexDescriptor();
        if (index != null) {
            positions.addAll(names(index));
        }
        if (many.getIdentifierDescriptor() != null) {
            positions.addAll(names(many.getIdentifierDescriptor()));
        }
        Placement.Table table = Placement.Table.parse(many.getKeyDescriptor().getKeyTable(), key);
        return Optional.of(
                new Placement.Side(path, kind, table, Collections.unmodifiableMap(columns), List.copyOf(positions)));
    }

    private static void addElement(String path, ModelPart part, Map<String, List<Placement.Name>> columns) {
        if (part instanceof EmbeddableValuedModelPart embedded) {
            embedded.getEmbeddableTypeDescriptor()
                    .forEachAttributeMapping(inner -> addElement(
                            path.isEmpty() ? inner.getAttributeName() : path + "." + inner.getAttributeName(),
                            inner,
                            columns));
        } else {
            List<Placement.Name> names = names(part);
            if (!names.isEmpty()) {
                columns.put(path, names);
            }
        }
    }

    private static List<Placement.Name> names(ModelPart part) {
        List<Placement.Name> names = new ArrayList<>();
        part.forEachSelectable((index, column) -> {
            if (!column.isFormula()) {
                names.add(Placement.name(column.getSelectionExpression()));
            }
        });
        return List.copyOf(names);
    }

    private Placement.Column column(SelectableMapping column) {
        return new Placement.Column(
                whole.orElseGet(column::getContainingTableExpression), Placement.name(column.getSelectionExpression()));
    }
}
