package dev.sojourn.jpa;

import dev.sojourn.annotation.NotPersonal;
import jakarta.persistence.MapKey;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.Attribute.PersistentAttributeType;
import jakarta.persistence.metamodel.EmbeddableType;
import jakarta.persistence.metamodel.MapAttribute;
import jakarta.persistence.metamodel.PluralAttribute;
import jakarta.persistence.metamodel.Type;
import java.util.ArrayList;
import java.util.List;

/** Finds an entity's own collection and join tables, whose rows go with its own. */
final class OwnCollections {

    private OwnCollections() {}

    static List<RetainedEntity.OwnCollection> of(EntityDeclaration entity, Associations associations) {
        List<RetainedEntity.OwnCollection> found = new ArrayList<>();
        for (EntityDeclaration.Leaf leaf : entity.leaves()) {
            if (leaf.attribute().getPersistentAttributeType() == PersistentAttributeType.ELEMENT_COLLECTION) {
                found.add(elements(leaf));
            }
        }
        associations.of(entity.name()).stream()
                .filter(association -> association.shape() == Association.Shape.JOIN_TABLE)
                .forEach(association -> found.add(new RetainedEntity.OwnCollection(
                        association.attribute(),
                        List.of(),
                        entity.attribute(association.attribute())
                                .map(OwnCollections::keys)
                                .orElse(List.of()))));
        return found;
    }

    /** A reference within an element shows no value of the person, and is left out of copies as one of a row is. */
    private static RetainedEntity.OwnCollection elements(EntityDeclaration.Leaf leaf) {
        PluralAttribute<?, ?, ?> many = (PluralAttribute<?, ?, ?>) leaf.attribute();
        return new RetainedEntity.OwnCollection(
                leaf.path(), isPersonal(many) ? below(many.getElementType()) : List.of(), keys(many));
    }

    /** The keys of a map are the person's, like its values, unless they are attributes of other rows or such rows. */
    private static List<String> keys(Attribute<?, ?> attribute) {
        return attribute instanceof MapAttribute<?, ?, ?> map
                        && isPersonal(attribute)
                        && Members.on(attribute, MapKey.class).isEmpty()
                ? below(map.getKeyType())
                : List.of();
    }

    private static List<String> below(Type<?> type) {
        if (type instanceof EmbeddableType<?> embeddable) {
            return EntityDeclaration.leavesOf(embeddable).stream()
                    .filter(EntityDeclaration.Leaf::isBasic)
                    .filter(inner -> isPersonal(inner.attribute()))
                    .map(EntityDeclaration.Leaf::path)
                    .toList();
        }
        return type.getPersistenceType() == Type.PersistenceType.ENTITY ? List.of() : List.of("");
    }

    private static boolean isPersonal(Attribute<?, ?> attribute) {
        return Members.on(attribute, NotPersonal.class).isEmpty();
    }
}
