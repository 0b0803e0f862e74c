package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which entities are kinds of which. A row is judged once, under its own class, and may be referred to as any above it. */
final class Hierarchy {

    private final Map<String, EntityDeclaration> entities;

    Hierarchy(Map<String, EntityDeclaration> entities) {
        this.entities = entities;
    }

    /** The entities this one is a kind of, the nearest first. */
    List<String> above(String entity) {
        List<String> above = new ArrayList<>();
        Optional<String> at = declared(entity).superEntity();
        while (at.isPresent()) {
            above.add(at.get());
            at = declared(at.get()).superEntity();
        }
        return above;
    }

    String root(String entity) {
        List<String> above = above(entity);
        return above.isEmpty() ? entity : above.get(above.size() - 1);
    }

    /** The entities that rows of this one may be of, itself included. */
    List<String> kinds(String entity) {
        return entities.keySet().stream()
                .filter(this::hasRows)
                .filter(other -> other.equals(entity) || above(other).contains(entity))
                .toList();
    }

    /** Whether a row can be of this class and of none below it. */
    boolean hasRows(String entity) {
        return !Modifier.isAbstract(declared(entity).type().getJavaType().getModifiers());
    }

    /** The highest entity that has the attribute: where a fault of it is to be mended. */
    boolean isDeclaredBy(String entity, String attribute) {
        return above(entity).stream()
                .noneMatch(other -> declared(other).attribute(attribute).isPresent());
    }

    RetainedEntity.Kind kind(String entity) {
        String root = root(entity);
        boolean joined = Optional.ofNullable(declared(root).type().getJavaType().getAnnotation(Inheritance.class))
                .filter(inheritance -> inheritance.strategy() == InheritanceType.JOINED)
                .isPresent();
        boolean others =
                entities.keySet().stream().anyMatch(other -> above(other).contains(entity));
        return new RetainedEntity.Kind(root, joined, others);
    }

    /** What was found with an inherited attribute or rule is said of the entity it comes from, and once. */
    List<Fault> once(List<Fault> faults) {
        List<Fault> said = new ArrayList<>();
        for (Fault fault : faults) {
            boolean inherited = owner(fault)
                    .filter(entity -> above(entity).stream()
                            .map(other -> other + fault.element().substring(entity.length()))
                            .anyMatch(element -> faults.stream()
                                    .anyMatch(other -> other.element().equals(element)
                                            && other.problem().equals(fault.problem()))))
                    .isPresent();
            if (!inherited && !said.contains(fault)) {
                said.add(fault);
            }
        }
        return said;
    }

    private Optional<String> owner(Fault fault) {
        String element = fault.element();
        int dot = element.indexOf('.');
        return Optional.of(dot < 0 ? element : element.substring(0, dot)).filter(entities::containsKey);
    }

    private EntityDeclaration declared(String entity) {
        EntityDeclaration found = entities.get(entity);
        if (found == null) {
            throw new IllegalStateException("the metamodel names " + entity + " and does not list it");
        }
        return found;
    }
}
