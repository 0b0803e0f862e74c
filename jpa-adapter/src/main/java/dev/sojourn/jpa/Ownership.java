package dev.sojourn.jpa;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.Retained;
import dev.sojourn.policy.Fault;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.Attribute.PersistentAttributeType;
import jakarta.persistence.metamodel.EmbeddableType;
import jakarta.persistence.metamodel.MapAttribute;
import jakarta.persistence.metamodel.PluralAttribute;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges what lies between two entities: which rows go with which, and which refer to rows that go. */
final class Ownership {

    private final Map<String, EntityDeclaration> entities;
    private final Keys keys;
    private final List<Fault> faults;
    private final Map<String, List<Association>> associations = new LinkedHashMap<>();
    private final Map<String, Set<RetainedEntity.Link>> links = new LinkedHashMap<>();
    private final Set<String> disposable = new LinkedHashSet<>();
    private final Set<String> cyclic = new HashSet<>();

    Ownership(Map<String, EntityDeclaration> entities, Set<String> governed, Keys keys, List<Fault> faults) {
        this.entities = entities;
        this.keys = keys;
        this.faults = faults;
        entities.forEach((name, entity) -> associations.put(
                name,
                entity.leaves().stream()
                        .flatMap(leaf -> Association.of(leaf).stream())
                        .toList()));
        entities.forEach(this::link);
        governed.forEach(this::reach);
        entities.values().forEach(this::checkParents);
        disposable.forEach(this::checkOwn);
        checkCycles();
    }

    /** The entities whose rows go: those governed, and whatever goes with them. */
    Set<String> disposable() {
        return disposable;
    }

    /** What goes with an entity's rows; nothing for one that would go with itself, which is a fault. */
    List<RetainedEntity.Link> links(String entity) {
        return cyclic.contains(entity) ? List.of() : List.copyOf(links.getOrDefault(entity, Set.of()));
    }

    /** References to an entity's rows that are not owned; an undeclared one is a fault. */
    List<RetainedEntity.Reference> references(String entity) {
        List<RetainedEntity.Reference> found = new ArrayList<>();
        entities.forEach((from, declared) -> {
            associations(from).stream()
                    .filter(association -> association.target().equals(entity))
                    .forEach(association ->
                            reference(declared, association, entity).ifPresent(found::add));
            checkWithinCollections(declared, entity);
        });
        return found;
    }

    List<RetainedEntity.OwnCollection> collections(String entity) {
        EntityDeclaration declared = declared(entity);
        List<RetainedEntity.OwnCollection> found = new ArrayList<>();
        for (EntityDeclaration.Leaf leaf : declared.leaves()) {
            if (leaf.attribute().getPersistentAttributeType() == PersistentAttributeType.ELEMENT_COLLECTION) {
                found.add(elements(declared, leaf));
            }
        }
        associations(entity).stream()
                .filter(association -> association.shape() == Association.Shape.JOIN_TABLE)
                .forEach(association ->
                        found.add(new RetainedEntity.OwnCollection(association.attribute(), List.of(), false)));
        return found;
    }

    private void link(String name, EntityDeclaration entity) {
        for (Association association : associations(name)) {
            if (association.removes() && association.shape() == Association.Shape.MAPPED) {
                own(name, new RetainedEntity.Link(association.target(), association.mappedBy(), false));
            } else if (association.removes() && association.shape() == Association.Shape.FOREIGN_COLUMN) {
                own(name, new RetainedEntity.Link(association.target(), association.attribute(), true));
            }
        }
        for (Retained retained : entity.rules()) {
            with(entity, retained)
                    .ifPresent(
                            parent -> own(parent.target(), new RetainedEntity.Link(name, parent.attribute(), false)));
        }
    }

    private Optional<Association> with(EntityDeclaration entity, Retained retained) {
        return associations(entity.name()).stream()
                .filter(association -> association.shape() == Association.Shape.REFERENCE)
                .filter(association -> association.attribute().equals(retained.with()))
                .findFirst();
    }

    private void own(String parent, RetainedEntity.Link link) {
        links.computeIfAbsent(parent, key -> new LinkedHashSet<>()).add(link);
    }

    private void reach(String entity) {
        if (disposable.add(entity)) {
            links(entity).forEach(link -> reach(link.child()));
        }
    }

    private void checkParents(EntityDeclaration entity) {
        for (Retained retained : entity.rules()) {
            if (retained.with().isEmpty()) {
                continue;
            }
            Optional<Association> parent = with(entity, retained);
            if (parent.isEmpty()) {
                fault(
                        entity.element(retained.with()),
                        "is not an association to the row this one goes with",
                        "name a @ManyToOne or @OneToOne attribute that holds the foreign key");
            } else if (!disposable.contains(parent.get().target())) {
                fault(
                        entity.element(retained.with()),
                        "goes with " + parent.get().target() + ", which is under no rule and has no subject",
                        "put " + parent.get().target() + " under a rule, or this entity under one of its own");
            }
        }
    }

    private void checkOwn(String name) {
        for (Association association : associations(name)) {
            String element = name + "." + association.attribute();
            switch (association.shape()) {
                case REFERENCE -> {
                    if (association.removes()) {
                        fault(
                                element,
                                "cannot handle yet a row that owns the one it refers to",
                                "map " + association.target() + " with the foreign key, or remove the cascade");
                    }
                }
                case JOIN_TABLE -> {
                    if (association.removes() || isOneToMany(name, association)) {
                        fault(
                                element,
                                "cannot handle yet rows owned through a join table",
                                "map the collection with mappedBy or @JoinColumn");
                    }
                }
                case FOREIGN_COLUMN -> {
                    if (!association.removes()) {
                        fault(
                                element,
                                "rows of " + association.target() + " refer to it without being owned, by no"
                                        + " attribute of theirs",
                                "cascade REMOVE, or map it with mappedBy and declare @OnDisposal on the other side");
                    }
                }
                case UNKNOWN -> unknown(element);
                case MAPPED, MAPPED_TABLE -> {
                    // the other side holds the column or table, and is judged there
                }
            }
        }
    }

    private boolean isOneToMany(String name, Association association) {
        return declared(name)
                .attribute(association.attribute())
                .filter(attribute -> attribute.getPersistentAttributeType() == PersistentAttributeType.ONE_TO_MANY)
                .isPresent();
    }

    private void checkCycles() {
        for (String entity : disposable) {
            if (owns(entity, entity, new HashSet<>())) {
                cyclic.add(entity);
                fault(
                        entity,
                        "cannot handle yet rows that own rows of their own entity, be it through others",
                        "declare one of the associations in the circle @OnDisposal instead of owned");
            }
        }
    }

    private boolean owns(String entity, String sought, Set<String> seen) {
        return links.getOrDefault(entity, Set.of()).stream()
                .map(RetainedEntity.Link::child)
                .anyMatch(child -> child.equals(sought) || seen.add(child) && owns(child, sought, seen));
    }

    private Optional<RetainedEntity.Reference> reference(
            EntityDeclaration from, Association association, String entity) {
        String element = from.element(association.attribute());
        return switch (association.shape()) {
            case REFERENCE ->
                links(entity).contains(new RetainedEntity.Link(from.name(), association.attribute(), false))
                        ? Optional.empty()
                        : declaredReference(from, association, entity);
            case JOIN_TABLE -> {
                if (!disposable.contains(from.name()) || !isOneToMany(from.name(), association)) {
                    fault(
                            element,
                            "cannot handle yet a join table that refers to " + entity + ", whose rows are disposed of",
                            "map the table as an entity with two @ManyToOne, each owned or declared @OnDisposal");
                }
                yield Optional.empty();
            }
            case UNKNOWN -> {
                if (!disposable.contains(from.name())) {
                    unknown(element);
                }
                yield Optional.empty();
            }
            case MAPPED, MAPPED_TABLE, FOREIGN_COLUMN -> Optional.empty();
        };
    }

    private Optional<RetainedEntity.Reference> declaredReference(
            EntityDeclaration from, Association association, String entity) {
        String element = from.element(association.attribute());
        Optional<OnDisposal.Then> then = from.attribute(association.attribute())
                .flatMap(attribute -> Members.on(attribute, OnDisposal.class))
                .map(OnDisposal::value);
        if (then.isEmpty()) {
            fault(
                    element,
                    "refers to " + entity + ", whose rows are disposed of, and nothing says what becomes of it",
                    "declare @OnDisposal(UNLINK) or @OnDisposal(KEEPS_PARENT), or let it go with the row:"
                            + " @Retained(with = \"" + association.attribute() + "\")");
            return Optional.empty();
        }
        boolean keeps = then.get() == OnDisposal.Then.KEEPS_PARENT;
        if (!keeps && !association.nullable()) {
            fault(
                    element,
                    "is declared UNLINK and cannot be null",
                    "make the reference optional and its column nullable, or declare KEEPS_PARENT");
            return Optional.empty();
        }
        Optional<Key> key = keys.of(from.name());
        if (key.isEmpty() && !disposable.contains(from.name())) {
            faults.add(keys.problem(from));
        }
        return key.map(
                of -> new RetainedEntity.Reference(from.name(), of, association.attribute(), keeps, version(from)));
    }

    private void checkWithinCollections(EntityDeclaration from, String entity) {
        for (EntityDeclaration.Leaf leaf : from.leaves()) {
            if (leaf.attribute() instanceof PluralAttribute<?, ?, ?> many
                    && many.getElementType() instanceof EmbeddableType<?> embeddable) {
                EntityDeclaration.leavesOf(embeddable).stream()
                        .flatMap(inner -> Association.of(inner).stream())
                        .filter(association -> association.target().equals(entity))
                        .forEach(association -> fault(
                                from.element(leaf.path() + "." + association.attribute()),
                                "cannot handle yet a reference to " + entity + " within a collection",
                                "map the collection as an entity"));
            }
        }
    }

    private void unknown(String element) {
        fault(
                element,
                "cannot handle yet an association mapped in a file or with a join table of its own",
                "map it by annotations, with a foreign key");
    }

    static Optional<String> version(EntityDeclaration entity) {
        return entity.attributes().stream()
                .filter(attribute -> attribute instanceof SingularAttribute<?, ?> single && single.isVersion())
                .filter(attribute -> Set.<Class<?>>of(
                                int.class, Integer.class, long.class, Long.class, short.class, Short.class)
                        .contains(attribute.getJavaType()))
                .map(Attribute::getName)
                .findFirst();
    }

    private RetainedEntity.OwnCollection elements(EntityDeclaration entity, EntityDeclaration.Leaf leaf) {
        PluralAttribute<?, ?, ?> many = (PluralAttribute<?, ?, ?>) leaf.attribute();
        List<String> values = new ArrayList<>();
        if (Members.on(leaf.attribute(), NotPersonal.class).isEmpty()) {
            if (many.getElementType() instanceof EmbeddableType<?> embeddable) {
                EntityDeclaration.leavesOf(embeddable).stream()
                        .filter(inner ->
                                Members.on(inner.attribute(), NotPersonal.class).isEmpty())
                        .forEach(inner -> {
                            if (inner.isBasic()) {
                                values.add(inner.path());
                            } else {
                                fault(
                                        entity.element(leaf.path() + "." + inner.path()),
                                        "cannot handle yet an association within a collection",
                                        "map the collection as an entity");
                            }
                        });
            } else {
                values.add("");
            }
        }
        return new RetainedEntity.OwnCollection(leaf.path(), values, many instanceof MapAttribute<?, ?, ?>);
    }

    private List<Association> associations(String entity) {
        return associations.getOrDefault(entity, List.of());
    }

    private EntityDeclaration declared(String entity) {
        EntityDeclaration found = entities.get(entity);
        if (found == null) {
            throw new IllegalStateException("the metamodel names " + entity + " and does not list it");
        }
        return found;
    }

    private void fault(String element, String problem, String mend) {
        faults.add(new Fault(element, problem, mend));
    }
}
