package dev.sojourn.jpa;

import dev.sojourn.annotation.NotPersonal;
import jakarta.persistence.metamodel.Attribute.PersistentAttributeType;
import jakarta.persistence.metamodel.EmbeddableType;
import jakarta.persistence.metamodel.MapAttribute;
import jakarta.persistence.metamodel.PluralAttribute;
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
                .forEach(association ->
                        found.add(new RetainedEntity.OwnCollection(association.attribute(), List.of(), false)));
        return found;
    }

    /** A reference within an element shows no value of the person, and is left out of copies as one of a row is. */
    private static RetainedEntity.OwnCollection elements(EntityDeclaration.Leaf leaf) {
        PluralAttribute<?, ?, ?> many = (PluralAttribute<?, ?, ?>) leaf.attribute();
        List<String> values = new ArrayList<>();
        if (Members.on(leaf.attribute(), NotPersonal.class).isEmpty()) {
            if (many.getElementType() instanceof EmbeddableType<?> embeddable) {
                EntityDeclaration.leavesOf(embeddable).stream()
                        .filter(EntityDeclaration.Leaf::isBasic)
                        .filter(inner ->
                                Members.on(inner.attribute(), NotPersonal.class).isEmpty())
                        .forEach(inner -> values.add(inner.path()));
            } else {
                values.add("");
            }
        }
        return new RetainedEntity.OwnCollection(leaf.path(), values, many instanceof MapAttribute<?, ?, ?>);
    }
}
