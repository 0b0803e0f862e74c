package dev.sojourn.jpa;

import dev.sojourn.annotation.OnDisposal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every association of every entity, and what its author declared about it. */
final class Associations {

    private final Map<String, EntityDeclaration> entities;
    private final Map<String, List<Association>> associations = new LinkedHashMap<>();

    Associations(Map<String, EntityDeclaration> entities) {
        this.entities = entities;
        entities.forEach((name, entity) -> associations.put(
                name,
                entity.leaves().stream()
                        .flatMap(leaf -> Association.of(leaf).stream())
                        .toList()));
    }

    List<Association> of(String entity) {
        return associations.getOrDefault(entity, List.of());
    }

    /** What becomes of the reference when the row it refers to goes; empty where nothing is said. */
    Optional<OnDisposal.Then> declared(String entity, Association association) {
        return declared(entity)
                .attribute(association.attribute())
                .flatMap(attribute -> Members.on(attribute, OnDisposal.class))
                .map(OnDisposal::value);
    }

    boolean isUnlinked(String entity, Association association) {
        return declared(entity, association)
                .filter(OnDisposal.Then.UNLINK::equals)
                .isPresent();
    }

    private EntityDeclaration declared(String entity) {
        EntityDeclaration found = entities.get(entity);
        if (found == null) {
            throw new IllegalStateException("the metamodel names " + entity + " and does not list it");
        }
        return found;
    }
}
