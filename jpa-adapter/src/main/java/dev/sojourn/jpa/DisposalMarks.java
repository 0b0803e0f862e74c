package dev.sojourn.jpa;

import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.policy.Fault;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds {@code @OnDisposal} where it would say nothing: it belongs on the attribute that holds the reference. */
final class DisposalMarks {

    private static final String HERE = "put @OnDisposal on an association that holds a reference, or remove it";

    private DisposalMarks() {}

    static void check(Collection<EntityDeclaration> entities, Associations associations, List<Fault> faults) {
        for (EntityDeclaration entity : entities) {
            for (EntityDeclaration.Leaf leaf : entity.leaves()) {
                Members.on(leaf.attribute(), OnDisposal.class)
                        .flatMap(declared -> fault(entity, leaf, declared.value(), associations))
                        .ifPresent(faults::add);
            }
        }
    }

    private static Optional<Fault> fault(
            EntityDeclaration entity, EntityDeclaration.Leaf leaf, OnDisposal.Then then, Associations associations) {
        String element = entity.element(leaf.path());
        Optional<Association> found = associations.of(entity.name()).stream()
                .filter(association -> association.attribute().equals(leaf.path()))
                .findFirst();
        if (found.isEmpty()) {
            return Optional.of(new Fault(element, "is declared @OnDisposal and refers to no other row", HERE));
        }
        Association association = found.get();
        String target = association.target();
        return switch (association.shape()) {
            case MAPPED, MAPPED_TABLE ->
                Optional.of(new Fault(
                        element,
                        "is declared @OnDisposal(" + then + ") on the side that does not hold the reference",
                        "move @OnDisposal to " + target + "." + association.mappedBy() + ", which does"));
            case FOREIGN_COLUMN ->
                Optional.of(new Fault(
                        element,
                        "is declared @OnDisposal(" + then + "), and the rows of " + target
                                + " hold the reference, in no attribute of theirs",
                        "map it with mappedBy, and put @OnDisposal on the attribute of " + target));
            case JOIN_TABLE ->
                association.removes() && !association.isShared() && then == OnDisposal.Then.KEEPS_PARENT
                        ? Optional.of(new Fault(
                                element,
                                "is declared KEEPS_PARENT and cascades REMOVE, so that rows of " + target
                                        + " would keep themselves",
                                "remove the one or the other"))
                        : Optional.empty();
            case REFERENCE, UNKNOWN -> Optional.empty();
        };
    }
}
