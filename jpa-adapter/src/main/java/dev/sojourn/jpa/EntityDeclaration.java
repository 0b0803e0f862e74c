package dev.sojourn.jpa;

import dev.sojourn.annotation.Retained;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.Attribute.PersistentAttributeType;
import jakarta.persistence.metamodel.EmbeddableType;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.IdentifiableType;
import jakarta.persistence.metamodel.ManagedType;
import jakarta.persistence.metamodel.SingularAttribute;
import jakarta.persistence.metamodel.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one entity's author wrote, before it is judged: its attributes in order and its rules, inherited ones included. */
record EntityDeclaration(EntityType<?> type, List<Attribute<?, ?>> attributes, List<Retained> rules) {

    static EntityDeclaration of(EntityType<?> type) {
        List<String> order = Members.order(type.getJavaType());
        List<Attribute<?, ?>> attributes = new ArrayList<>(type.getAttributes());
        attributes.sort(Comparator.<Attribute<?, ?>>comparingInt(attribute -> order.indexOf(attribute.getName()))
                .thenComparing(Attribute::getName));
        return new EntityDeclaration(type, attributes, rulesOf(type));
    }

    String name() {
        return type.getName();
    }

    String element(String attribute) {
        return attribute.isEmpty() ? name() : name() + "." + attribute;
    }

    /** The entity this one is a kind of; a mapped superclass is none. */
    Optional<String> superEntity() {
        for (@Nullable IdentifiableType<?> at = type.getSupertype(); at != null; at = at.getSupertype()) {
            if (at instanceof EntityType<?> entity) {
                return Optional.of(entity.getName());
            }
        }
        return Optional.empty();
    }

    /** An attribute of the row itself, by a path through embedded values. */
    Optional<Attribute<?, ?>> attribute(String path) {
        ManagedType<?> at = type;
        String[] steps = path.split("\\.", -1);
        for (int i = 0; i < steps.length; i++) {
            Map<String, Attribute<?, ?>> known = byName(at);
            Attribute<?, ?> found = known.get(steps[i]);
            if (found == null || i == steps.length - 1) {
                return Optional.ofNullable(found);
            }
            Optional<EmbeddableType<?>> inner = embedded(found);
            if (inner.isEmpty()) {
                return Optional.empty();
            }
            at = inner.get();
        }
        return Optional.empty();
    }

    /** The rules of one attribute, or of the embedded value it is in. */
    List<Retained> rulesOf(String path) {
        return RedactionCompiler.rules(this, path);
    }

    /** Whether any attribute has a rule of its own. */
    boolean hasRulesOfParts() {
        return leaves().stream().anyMatch(leaf -> !rulesOf(leaf.path()).isEmpty());
    }

    /** The names an author may have meant. */
    String known() {
        return attributes.stream().map(Attribute::getName).collect(Collectors.joining(", "));
    }

    /** Every single-valued attribute of the row itself by its path, embedded ones included. */
    List<Leaf> leaves() {
        return leaves("", attributes);
    }

    static List<Leaf> leavesOf(EmbeddableType<?> type) {
        return leaves("", sorted(type));
    }

    private static List<Leaf> leaves(String prefix, List<Attribute<?, ?>> attributes) {
        List<Leaf> leaves = new ArrayList<>();
        for (Attribute<?, ?> attribute : attributes) {
            Optional<EmbeddableType<?>> inner = embedded(attribute);
            if (inner.isPresent()) {
                leaves.addAll(leaves(prefix + attribute.getName() + ".", sorted(inner.get())));
            } else {
                leaves.add(new Leaf(prefix + attribute.getName(), attribute));
            }
        }
        return leaves;
    }

    static List<Attribute<?, ?>> sorted(ManagedType<?> type) {
        List<String> order = Members.order(type.getJavaType());
        return type.getAttributes().stream()
                .<Attribute<?, ?>>map(Function.identity())
                .sorted(Comparator.<Attribute<?, ?>>comparingInt(attribute -> order.indexOf(attribute.getName()))
                        .thenComparing(Attribute::getName))
                .toList();
    }

    /**
     * An attribute that holds no others.
     *
     * @param path its name, behind those of the embedded values it is in
     * @param attribute the attribute
     */
    record Leaf(String path, Attribute<?, ?> attribute) {
        boolean isBasic() {
            return attribute.getPersistentAttributeType() == PersistentAttributeType.BASIC;
        }
    }

    private static Optional<EmbeddableType<?>> embedded(Attribute<?, ?> attribute) {
        return attribute instanceof SingularAttribute<?, ?> single
                        && attribute.getPersistentAttributeType() == PersistentAttributeType.EMBEDDED
                        && single.getType().getPersistenceType() == Type.PersistenceType.EMBEDDABLE
                ? Optional.of((EmbeddableType<?>) single.getType())
                : Optional.empty();
    }

    private static Map<String, Attribute<?, ?>> byName(ManagedType<?> type) {
        return type.getAttributes().stream()
                .collect(Collectors.toMap(
                        Attribute::getName, Function.<Attribute<?, ?>>identity(), (one, other) -> one));
    }

    /** Rules declared lower replace those of the same name declared on a superclass. */
    private static List<Retained> rulesOf(EntityType<?> type) {
        List<Retained> rules = new ArrayList<>();
        for (@Nullable IdentifiableType<?> at = type; at != null; at = at.getSupertype()) {
            List<String> lower = rules.stream().map(EntityDeclaration::identity).toList();
            Members.onClass(at, Retained.class)
                    .filter(rule -> !lower.contains(identity(rule)))
                    .forEach(rules::add);
        }
        return rules;
    }

    /** The entity a rule was written on: this one, or one above it; a mapped superclass writes for each of its own. */
    String ownerOf(Retained rule) {
        for (@Nullable IdentifiableType<?> at = type; at != null; at = at.getSupertype()) {
            if (at instanceof EntityType<?> entity
                    && Members.onClass(at, Retained.class).anyMatch(rule::equals)) {
                return entity.getName();
            }
        }
        return name();
    }

    /** How far above this entity a rule was written; none where it was written on it. */
    int levelOf(Retained rule) {
        int level = 0;
        for (@Nullable IdentifiableType<?> at = type; at != null; at = at.getSupertype()) {
            if (Members.onClass(at, Retained.class).anyMatch(rule::equals)) {
                return level;
            }
            level++;
        }
        return 0;
    }

    /** The highest entity that has an attribute: what is written on it is said of that entity. */
    String ownerOf(String path) {
        String name = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        String owner = name();
        for (@Nullable IdentifiableType<?> at = type.getSupertype(); at != null; at = at.getSupertype()) {
            if (at instanceof EntityType<?> entity && byName(entity).containsKey(name)) {
                owner = entity.getName();
            }
        }
        return owner;
    }

    private static String identity(Retained rule) {
        return rule.rule().isEmpty() ? "with " + rule.with() : rule.rule();
    }
}
