package dev.sojourn.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.Attribute.PersistentAttributeType;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.ManagedType;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows a path as its author wrote it, over embedded values and single-valued associations. */
final class Ways {

    private final Map<String, EntityDeclaration> entities;

    Ways(Map<String, EntityDeclaration> entities) {
        this.entities = entities;
    }

    /**
     * Where a path ends.
     *
     * @param hops the entities left on the way with the association that left each
     * @param entity the entity it ends in
     * @param local the attribute's path within that entity
     * @param attribute the attribute it ends at
     */
    record End(List<Hop> hops, EntityDeclaration entity, String local, Attribute<?, ?> attribute) {

        List<String> steps() {
            return hops.stream().map(Hop::association).toList();
        }

        boolean isBasic() {
            return attribute.getPersistentAttributeType() == PersistentAttributeType.BASIC;
        }
    }

    /**
     * One association followed.
     *
     * @param from the entity it leaves
     * @param association its path within that entity
     */
    record Hop(EntityDeclaration from, String association) {}

    /** Empty when an attribute does not exist, or one before the last is neither embedded nor single-valued. */
    Optional<End> end(EntityDeclaration from, String path) {
        List<Hop> hops = new ArrayList<>();
        EntityDeclaration at = from;
        String local = "";
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length; i++) {
            local = local.isEmpty() ? names[i] : local + "." + names[i];
            Optional<Attribute<?, ?>> found = at.attribute(local);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            if (i == names.length - 1) {
                return Optional.of(new End(List.copyOf(hops), at, local, found.get()));
            }
            Optional<EntityDeclaration> target = target(found.get());
            if (target.isPresent()) {
                hops.add(new Hop(at, local));
                at = target.get();
                local = "";
            }
        }
        return Optional.empty();
    }

    /** Whether the mapping lets no row be without what stands at the end of a way. */
    static boolean isAlwaysThere(EntityManagerFactory factory, Class<?> type, Way way) {
        ManagedType<?> at = factory.getMetamodel().managedType(type);
        for (String name : way.path().split("\\.", -1)) {
            SingularAttribute<?, ?> attribute = at.getSingularAttribute(name);
            boolean embedded = attribute.getPersistentAttributeType() == PersistentAttributeType.EMBEDDED;
            boolean written = Members.allOn(attribute).stream()
                    .anyMatch(
                            annotation -> annotation.annotationType().getName().equals(EntityCompiler.TENANT_ID));
            if (!embedded && !written && attribute.isOptional()) {
                return false;
            }
            if (attribute.getType() instanceof ManagedType<?> next) {
                at = next;
            }
        }
        return true;
    }

    /** The entity a single-valued association leads to. */
    Optional<EntityDeclaration> target(Attribute<?, ?> attribute) {
        return attribute instanceof SingularAttribute<?, ?> single
                        && attribute.isAssociation()
                        && single.getType() instanceof EntityType<?> entity
                ? Optional.ofNullable(entities.get(entity.getName()))
                : Optional.empty();
    }
}
