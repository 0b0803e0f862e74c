package dev.sojourn.jpa;

import dev.sojourn.annotation.Retained;
import dev.sojourn.policy.Fault;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges which rows go with which: what cascades, and what its author said goes with another. */
final class Ownership {

    private final Map<String, EntityDeclaration> entities;
    private final Associations associations;
    private final Hierarchy hierarchy;
    private final List<Fault> faults;
    private final Map<String, Set<RetainedEntity.Link>> links = new LinkedHashMap<>();
    private final Set<String> disposable = new LinkedHashSet<>();
    private final Set<String> governed = new LinkedHashSet<>();

    Ownership(
            Map<String, EntityDeclaration> entities,
            Associations associations,
            Hierarchy hierarchy,
            Derivations derivations,
            Set<String> governed,
            List<Fault> faults) {
        this.entities = entities;
        this.associations = associations;
        this.hierarchy = hierarchy;
        this.faults = faults;
        entities.values().stream()
                .filter(entity -> hierarchy.hasRows(entity.name()))
                .forEach(entity -> {
                    link(entity);
                    derivations.of(entity.name()).ifPresent(source -> goWith(entity.name(), source));
                });
        governed.forEach(entity -> this.governed.addAll(hierarchy.kinds(entity)));
        this.governed.forEach(this::reach);
        entities.values().forEach(this::checkParents);
        disposable.forEach(this::checkOwn);
    }

    /** The entities whose rows go: those governed, and whatever goes with them. */
    Set<String> disposable() {
        return disposable;
    }

    /** Whether an entity's rows go on their own account. */
    boolean isGoverned(String entity) {
        return governed.contains(entity);
    }

    /** What goes with an entity's rows. */
    List<RetainedEntity.Link> links(String entity) {
        return List.copyOf(links.getOrDefault(entity, Set.of()));
    }

    /** Whether rows of an entity that refer to one of another go with it. */
    boolean isOwned(String child, String attribute, String parent) {
        return links(parent).stream()
                .anyMatch(link -> !link.ofParent()
                        && link.child().equals(child)
                        && link.attribute().equals(attribute));
    }

    private void link(EntityDeclaration entity) {
        String name = entity.name();
        for (Association association : associations.of(name)) {
            if (!association.removes()) {
                continue;
            }
            boolean mapped = association.shape() == Association.Shape.MAPPED;
            if (mapped || ownsBesides(association)) {
                String attribute = mapped ? association.mappedBy() : association.attribute();
                hierarchy
                        .kinds(association.target())
                        .forEach(kind -> own(name, new RetainedEntity.Link(kind, attribute, !mapped)));
            }
        }
        for (Retained retained : entity.rules()) {
            with(entity, retained).ifPresent(parent -> goWith(name, parent));
        }
    }

    private void goWith(String name, Association parent) {
        hierarchy
                .kinds(parent.target())
                .forEach(kind -> own(kind, new RetainedEntity.Link(name, parent.attribute(), false)));
    }

    /** Owned through a column or table that is not the child's attribute. */
    private static boolean ownsBesides(Association association) {
        return switch (association.shape()) {
            case FOREIGN_COLUMN -> true;
            case JOIN_TABLE, REFERENCE -> !association.isShared();
            default -> false;
        };
    }

    private Optional<Association> with(EntityDeclaration entity, Retained retained) {
        return associations.of(entity.name()).stream()
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
            } else if (hierarchy.kinds(parent.get().target()).stream().noneMatch(disposable::contains)) {
                fault(
                        entity.element(retained.with()),
                        "goes with " + parent.get().target() + ", which is under no rule and has no subject",
                        "put " + parent.get().target() + " under a rule, or this entity under one of its own");
            }
        }
    }

    private void checkOwn(String name) {
        for (Association association : associations.of(name)) {
            String element = name + "." + association.attribute();
            if (association.removes() && association.isShared()) {
                fault(
                        element,
                        "cascades REMOVE to rows that others may refer to as well",
                        "remove the cascade, or make the association one to one");
            } else if (association.shape() == Association.Shape.FOREIGN_COLUMN && !association.removes()) {
                fault(
                        element,
                        "rows of " + association.target()
                                + " refer to it without being owned, by no attribute of theirs",
                        "cascade REMOVE, or map it with mappedBy and declare @OnDisposal on the other side");
            } else if (association.shape() == Association.Shape.UNKNOWN) {
                References.unknown(element, faults);
            }
        }
    }

    private void fault(String element, String problem, String mend) {
        faults.add(new Fault(element, problem, mend));
    }
}
