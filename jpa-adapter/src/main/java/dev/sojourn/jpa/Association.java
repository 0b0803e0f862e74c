package dev.sojourn.jpa;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.Bindable;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.PluralAttribute;
import jakarta.persistence.metamodel.SingularAttribute;
import jakarta.persistence.metamodel.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One association of an entity, as its annotations map it.
 *
 * @param attribute its name
 * @param target the entity it leads to
 * @param shape which side of which kind it is
 * @param mappedBy the other side's attribute; empty when this side is the mapped one
 * @param removes whether the rows it leads to are removed with this one
 * @param nullable whether its column may be null
 * @param isShared whether other rows may refer to the same one
 */
record Association(
        String attribute,
        String target,
        Shape shape,
        String mappedBy,
        boolean removes,
        boolean nullable,
        boolean isShared) {

    /** Where the foreign key is. */
    enum Shape {
        /** In this entity's own row. */
        REFERENCE,
        /** In the rows it leads to, which know their parent by an attribute. */
        MAPPED,
        /** In the rows it leads to, which do not know their parent. */
        FOREIGN_COLUMN,
        /** In a table between the two, which is this side's. */
        JOIN_TABLE,
        /** In a table between the two, which is the other side's. */
        MAPPED_TABLE,
        /** Not annotated, or a single reference through a table. */
        UNKNOWN
    }

    static Optional<Association> of(EntityDeclaration.Leaf leaf) {
        Attribute<?, ?> attribute = leaf.attribute();
        if (!attribute.isAssociation()) {
            return Optional.empty();
        }
        Type<?> target = attribute instanceof PluralAttribute<?, ?, ?> many
                ? many.getElementType()
                : ((SingularAttribute<?, ?>) attribute).getType();
        if (!(target instanceof EntityType<?> entity) || !(attribute instanceof Bindable<?>)) {
            return Optional.empty();
        }
        return Optional.of(of(leaf.path(), attribute, entity.getName()));
    }

    private static Association of(String path, Attribute<?, ?> attribute, String target) {
        if (attribute instanceof SingularAttribute<?, ?>
                && Members.on(attribute, JoinTable.class).isPresent()) {
            return new Association(path, target, Shape.UNKNOWN, "", false, false, true);
        }
        Optional<ManyToOne> manyToOne = Members.on(attribute, ManyToOne.class);
        if (manyToOne.isPresent()) {
            return reference(
                    path,
                    attribute,
                    target,
                    removes(manyToOne.get().cascade()),
                    manyToOne.get().optional(),
                    true);
        }
        Optional<OneToOne> oneToOne = Members.on(attribute, OneToOne.class);
        if (oneToOne.isPresent()) {
            OneToOne one = oneToOne.get();
            boolean removes = removes(one.cascade()) || one.orphanRemoval();
            return one.mappedBy().isEmpty()
                    ? reference(path, attribute, target, removes, one.optional(), false)
                    : new Association(path, target, Shape.MAPPED, one.mappedBy(), removes, true, false);
        }
        Optional<OneToMany> oneToMany = Members.on(attribute, OneToMany.class);
        if (oneToMany.isPresent()) {
            OneToMany many = oneToMany.get();
            boolean removes = removes(many.cascade()) || many.orphanRemoval();
            Shape unmapped = columns(attribute).isEmpty() ? Shape.JOIN_TABLE : Shape.FOREIGN_COLUMN;
            return many.mappedBy().isEmpty()
                    ? new Association(
                            path,
                            target,
                            unmapped,
                            "",
                            removes,
                            columns(attribute).stream().allMatch(JoinColumn::nullable),
                            false)
                    : new Association(path, target, Shape.MAPPED, many.mappedBy(), removes, true, false);
        }
        return Members.on(attribute, ManyToMany.class)
                .map(many -> new Association(
                        path,
                        target,
                        many.mappedBy().isEmpty() ? Shape.JOIN_TABLE : Shape.MAPPED_TABLE,
                        many.mappedBy(),
                        removes(many.cascade()),
                        true,
                        true))
                .orElseGet(() -> new Association(path, target, Shape.UNKNOWN, "", false, false, true));
    }

    private static Association reference(
            String path, Attribute<?, ?> attribute, String target, boolean removes, boolean optional, boolean shared) {
        boolean nullable = optional
                && Members.on(attribute, Id.class).isEmpty()
                && Members.on(attribute, MapsId.class).isEmpty()
                && columns(attribute).stream().allMatch(JoinColumn::nullable);
        return new Association(path, target, Shape.REFERENCE, "", removes, nullable, shared);
    }

    private static List<JoinColumn> columns(Attribute<?, ?> attribute) {
        return Members.on(attribute, JoinColumns.class)
                .map(several -> Arrays.asList(several.value()))
                .orElseGet(
                        () -> Members.on(attribute, JoinColumn.class).stream().toList());
    }

    private static boolean removes(CascadeType[] cascade) {
        List<CascadeType> types = Arrays.asList(cascade);
        return types.contains(CascadeType.REMOVE) || types.contains(CascadeType.ALL);
    }
}
