package dev.sojourn.jpa;

import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.policy.Fault;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EmbeddableType;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.MapAttribute;
import jakarta.persistence.metamodel.PluralAttribute;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Judges what refers to rows that go, without going with them: each such reference is declared, or a fault. */
final class References {

    private static final Set<Class<?>> COUNTED =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);

    private final Map<String, EntityDeclaration> entities;
    private final Associations associations;
    private final Hierarchy hierarchy;
    private final Ownership ownership;
    private final Keys keys;
    private final JoinTables joinTables;
    private final List<Fault> faults;

    References(
            Map<String, EntityDeclaration> entities,
            Associations associations,
            Hierarchy hierarchy,
            Ownership ownership,
            Keys keys,
            JoinTables joinTables,
            List<Fault> faults) {
        this.entities = entities;
        this.associations = associations;
        this.hierarchy = hierarchy;
        this.ownership = ownership;
        this.keys = keys;
        this.joinTables = joinTables;
        this.faults = faults;
    }

    /** References to rows of an entity, under whichever of its names, that are not owned. */
    List<RetainedEntity.Reference> to(String entity) {
        List<String> names = Stream.concat(Stream.of(entity), hierarchy.above(entity).stream())
                .toList();
        List<RetainedEntity.Reference> found = new ArrayList<>();
        entities.values().forEach(from -> {
            associations.of(from.name()).stream()
                    .filter(association -> names.contains(association.target()))
                    .filter(association -> hierarchy.isDeclaredBy(from.name(), association.attribute()))
                    .forEach(association -> reference(from, association, entity).ifPresent(found::add));
            checkWithinCollections(from, names);
        });
        return found;
    }

    private Optional<RetainedEntity.Reference> reference(
            EntityDeclaration from, Association association, String entity) {
        String element = from.element(association.attribute());
        switch (association.shape()) {
            case REFERENCE -> {
                boolean owned = hierarchy.kinds(from.name()).stream()
                        .allMatch(kind -> ownership.isOwned(kind, association.attribute(), entity));
                boolean owns = association.removes() && !association.isShared() && !ownership.isGoverned(entity);
                return (owned || owns) && !associations.isUnlinked(from.name(), association)
                        ? Optional.empty()
                        : declared(from, association, entity);
            }
            case JOIN_TABLE -> {
                return goesAlwaysWith(from, association, entity) ? Optional.empty() : joined(from, association, entity);
            }
            case UNKNOWN -> {
                if (!ownership.disposable().contains(from.name())) {
                    unknown(element, faults);
                }
            }
            case MAPPED, MAPPED_TABLE, FOREIGN_COLUMN -> {
                // the other side holds the column or table, and is judged there
            }
        }
        return Optional.empty();
    }

    /** The table is emptied for whatever owns the row, and the row goes with nothing else. */
    private boolean goesAlwaysWith(EntityDeclaration from, Association association, String entity) {
        return !ownership.isGoverned(entity)
                && ownership.disposable().stream()
                        .flatMap(parent -> ownership.links(parent).stream()
                                .filter(link -> link.child().equals(entity))
                                .filter(link -> !link.ofParent()
                                        || !parent.equals(from.name())
                                        || !link.attribute().equals(association.attribute())))
                        .findAny()
                        .isEmpty();
    }

    /** A pair goes with either of its rows, unless it is declared to keep them. */
    private Optional<RetainedEntity.Reference> joined(EntityDeclaration from, Association association, String entity) {
        List<Placement.Table> tables = joinTables.of(from, association.attribute(), entity);
        if (tables.isEmpty()) {
            faults.add(new Fault(
                    from.element(association.attribute()),
                    "cannot handle a join table that refers to " + association.target()
                            + ", whose rows are disposed of: the provider does not say which columns hold their ids",
                    "map the table as an entity with two @ManyToOne, each owned or declared @OnDisposal"));
            return Optional.empty();
        }
        boolean keeps =
                associations.declared(from.name(), association).equals(Optional.of(OnDisposal.Then.KEEPS_PARENT));
        return reference(from, association, keeps, tables, List.of());
    }

    private Optional<RetainedEntity.Reference> reference(
            EntityDeclaration from,
            Association association,
            boolean keeps,
            List<Placement.Table> pairs,
            List<Placement.Table> past) {
        Optional<Key> key = keys.of(from.name());
        if (key.isEmpty() && hierarchy.kinds(from.name()).stream().noneMatch(ownership.disposable()::contains)) {
            faults.add(keys.problem(from));
        }
        return key.map(of -> new RetainedEntity.Reference(
                from.name(),
                hierarchy.root(from.name()),
                of,
                association.attribute(),
                keeps,
                pairs,
                past,
                version(from)));
    }

    private Optional<RetainedEntity.Reference> declared(
            EntityDeclaration from, Association association, String entity) {
        String element = from.element(association.attribute());
        Optional<OnDisposal.Then> then = associations.declared(from.name(), association);
        if (then.isEmpty()) {
            faults.add(new Fault(
                    element,
                    "refers to " + association.target()
                            + ", whose rows are disposed of, and nothing says what becomes of" + " it",
                    "declare @OnDisposal(UNLINK) or @OnDisposal(KEEPS_PARENT), or let it go with the row:"
                            + " @Retained(with = \"" + association.attribute() + "\")"));
            return Optional.empty();
        }
        boolean keeps = then.get() == OnDisposal.Then.KEEPS_PARENT;
        if (!keeps && !association.nullable()) {
            faults.add(new Fault(
                    element,
                    "is declared UNLINK and cannot be null",
                    "make the reference optional and its column nullable, or declare KEEPS_PARENT"));
            return Optional.empty();
        }
        return reference(from, association, keeps, List.of(), joinTables.past(from, association.attribute(), entity));
    }

    private void checkWithinCollections(EntityDeclaration from, List<String> names) {
        for (EntityDeclaration.Leaf leaf : from.leaves()) {
            if (leaf.attribute() instanceof MapAttribute<?, ?, ?> map
                    && map.getKeyType() instanceof EntityType<?> key
                    && names.contains(key.getName())) {
                faults.add(new Fault(
                        from.element(leaf.path()),
                        "cannot handle rows of " + key.getName() + ", which are disposed of, as keys of a map",
                        "map the entries as an entity of their own"));
            }
            if (leaf.attribute() instanceof PluralAttribute<?, ?, ?> many
                    && many.getElementType() instanceof EmbeddableType<?> embeddable) {
                EntityDeclaration.leavesOf(embeddable).stream()
                        .flatMap(inner -> Association.of(inner).stream())
                        .filter(association -> names.contains(association.target()))
                        .forEach(association -> faults.add(new Fault(
                                from.element(leaf.path() + "." + association.attribute()),
                                "cannot handle yet a reference to " + association.target() + " within a collection",
                                "map the collection as an entity")));
            }
        }
    }

    static void unknown(String element, List<Fault> faults) {
        faults.add(new Fault(
                element,
                "cannot handle yet an association mapped in a file or with a join table of its own",
                "map it by annotations, with a foreign key"));
    }

    static Optional<String> version(EntityDeclaration entity) {
        return entity.attributes().stream()
                .filter(attribute -> attribute instanceof SingularAttribute<?, ?> single && single.isVersion())
                .filter(attribute -> COUNTED.contains(attribute.getJavaType()))
                .map(Attribute::getName)
                .findFirst();
    }
}
