package dev.sojourn.jpa;

import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.retention.DataDescription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which rules end the rows of each entity: its own, those of the row it goes with, or of the one it cannot be without. */
final class Cover {

    /**
     * The rules over an entity.
     *
     * @param rules their ids; empty where a subject is known and nothing ends the rows
     * @param through the association they are reached by; empty for rules of its own
     */
    record Rules(List<String> rules, Optional<String> through) {}

    private final Map<String, EntityDeclaration> declared;
    private final Map<String, RetainedEntity> retained;
    private final Map<String, Optional<Rules>> known = new LinkedHashMap<>();

    Cover(Map<String, EntityDeclaration> declared, EntityModel model) {
        this.declared = declared;
        this.retained = model.entities();
        declared.keySet().forEach(name -> of(name, new HashSet<>()));
    }

    /** Empty for an entity that is under no rule by any way. */
    Optional<Rules> of(String entity) {
        return known.getOrDefault(entity, Optional.empty());
    }

    boolean knowsSubject(String entity) {
        EntityDeclaration found = declared.get(entity);
        return found != null
                && (found.leaves().stream()
                                .anyMatch(leaf -> Members.on(leaf.attribute(), SubjectRef.class)
                                                .isPresent()
                                        || Members.on(leaf.attribute(), SubjectRef.All.class)
                                                .isPresent())
                        || Members.onType(found.type(), SubjectRef.class).isPresent());
    }

    private Optional<Rules> of(String entity, Set<String> asked) {
        Optional<Rules> before = known.get(entity);
        if (before != null) {
            return before;
        }
        if (!asked.add(entity)) {
            return Optional.empty();
        }
        Optional<Rules> found = own(entity)
                .or(() -> byParent(entity, asked))
                .or(() -> bySuper(entity, asked))
                .or(() -> byOnlyRequired(entity, asked));
        known.put(entity, found);
        return found;
    }

    private Optional<Rules> own(String entity) {
        return Optional.ofNullable(retained.get(entity))
                .map(RetainedEntity::bindings)
                .filter(bindings -> !bindings.isEmpty())
                .map(bindings -> new Rules(
                        bindings.stream()
                                .filter(binding -> !binding.floorOnly())
                                .map(DataDescription.Binding::rule)
                                .toList(),
                        Optional.empty()));
    }

    private Optional<Rules> byParent(String entity, Set<String> asked) {
        for (RetainedEntity parent : retained.values()) {
            for (RetainedEntity.Link link : parent.links()) {
                if (link.child().equals(entity) && !parent.name().equals(entity)) {
                    Optional<Rules> found = of(parent.name(), asked)
                            .map(rules -> new Rules(
                                    rules.rules(),
                                    Optional.of(
                                            link.ofParent()
                                                    ? parent.name() + "." + link.attribute()
                                                    : link.attribute())));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Rules> bySuper(String entity, Set<String> asked) {
        return declaration(entity).superEntity().flatMap(upper -> of(upper, asked));
    }

    private Optional<Rules> byOnlyRequired(String entity, Set<String> asked) {
        List<Association> required = references(entity).stream()
                .filter(association -> !association.nullable())
                .toList();
        List<Rules> found = new ArrayList<>();
        required.forEach(association -> of(association.target(), asked)
                .ifPresent(rules -> found.add(new Rules(rules.rules(), Optional.of(association.attribute())))));
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Associations whose foreign key is in the entity's own rows. */
    List<Association> references(String entity) {
        return declaration(entity).leaves().stream()
                .flatMap(leaf -> Association.of(leaf).stream())
                .filter(association -> association.shape() == Association.Shape.REFERENCE)
                .toList();
    }

    /** Whether somebody wrote a rule on the entity, be it one that others ask for. */
    boolean saysAnything(String entity) {
        List<Retained> rules = declaration(entity).rules();
        return !rules.isEmpty() || knowsSubject(entity);
    }

    private EntityDeclaration declaration(String entity) {
        EntityDeclaration found = declared.get(entity);
        if (found == null) {
            throw new IllegalStateException("the metamodel names " + entity + " and does not list it");
        }
        return found;
    }
}
