package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.Attribute.PersistentAttributeType;
import jakarta.persistence.metamodel.EmbeddableType;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.SingularAttribute;
import jakarta.persistence.metamodel.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the key of every entity, through associations where an id is derived from another row's. */
final class Keys {

    private final Unfiltered queries;
    private final Map<String, EntityDeclaration> entities;
    private final Map<String, Optional<Key>> keys = new HashMap<>();
    private final Map<String, Fault> problems = new HashMap<>();

    Keys(Map<String, EntityDeclaration> entities, Set<String> filtered, Provider provider) {
        this(entities, filtered, provider, Map.of());
    }

    Keys(
            Map<String, EntityDeclaration> entities,
            Set<String> filtered,
            Provider provider,
            Map<String, List<String>> keptPast) {
        this.entities = entities;
        this.queries = new Unfiltered(provider, entities, filtered, this, keptPast);
    }

    /** How rows are asked for. */
    Unfiltered queries() {
        return queries;
    }

    /** Empty where the id is of no kind that Sojourn can handle. */
    Optional<Key> of(String entity) {
        Optional<Key> known = keys.get(entity);
        if (known != null) {
            return known;
        }
        keys.put(entity, Optional.empty());
        Optional<Key> found = Optional.ofNullable(entities.get(entity))
                .flatMap(declared -> shape(declared)
                        .map(shape -> new Key(queries, declared.type().getJavaType(), shape)));
        keys.put(entity, found);
        return found;
    }

    /** Why an entity has no key. */
    Fault problem(EntityDeclaration entity) {
        return Optional.ofNullable(problems.get(entity.name()))
                .orElseGet(() -> new Fault(
                        entity.name(),
                        "cannot handle its id: it is derived from a row whose id cannot be handled",
                        "see the fault of that entity"));
    }

    private Optional<Key.Part> shape(EntityDeclaration entity) {
        List<SingularAttribute<?, ?>> ids = ids(entity);
        Optional<Class<?>> own = Members.lineage(entity.type().getJavaType())
                .flatMap(type -> Optional.ofNullable(type.getDeclaredAnnotation(IdClass.class)).stream())
                .<Class<?>>map(IdClass::value)
                .findFirst();
        if (ids.isEmpty() || ids.size() > 1 && own.isEmpty()) {
            return unknown(entity, "", "no @Id attribute of it, and no @IdClass, can be seen");
        }
        List<Key.Member> members = new ArrayList<>();
        for (SingularAttribute<?, ?> id : ids) {
            Optional<Key.Part> part = part(entity, id, id.getName());
            if (part.isEmpty()) {
                return Optional.empty();
            }
            members.add(new Key.Member(id.getName(), part.get()));
        }
        return Optional.of(
                own.isEmpty() || isAlreadyOf(own.get(), members)
                        ? members.get(0).part()
                        : new Key.Several(own.get(), members));
    }

    /** What its author calls the id; a provider may take the row it is derived from for it. */
    private static List<SingularAttribute<?, ?>> ids(EntityDeclaration entity) {
        List<SingularAttribute<?, ?>> written = new ArrayList<>();
        List<SingularAttribute<?, ?>> known = new ArrayList<>();
        for (Attribute<?, ?> attribute : entity.attributes()) {
            if (attribute instanceof SingularAttribute<?, ?> single) {
                if (Members.on(attribute, Id.class).isPresent()
                        || Members.on(attribute, EmbeddedId.class).isPresent()) {
                    written.add(single);
                } else if (single.isId()) {
                    known.add(single);
                }
            }
        }
        return written.isEmpty() ? known : written;
    }

    /** A row whose id is wholly another's may share the other's class of ids. */
    private static boolean isAlreadyOf(Class<?> own, List<Key.Member> members) {
        return members.size() == 1
                && members.get(0).part() instanceof Key.Several several
                && several.type().equals(own);
    }

    private Optional<Key.Part> part(EntityDeclaration entity, SingularAttribute<?, ?> attribute, String path) {
        Type<?> type = attribute.getType();
        if (type instanceof EntityType<?> parent) {
            return path.contains(".")
                    ? unknown(entity, path, "it is an association within an embedded id")
                    : of(parent.getName()).map(key -> Key.beneath(path, key.shape()));
        }
        if (type instanceof EmbeddableType<?> embeddable) {
            List<Key.Member> members = new ArrayList<>();
            for (Attribute<?, ?> inner : EntityDeclaration.sorted(embeddable)) {
                if (!(inner instanceof SingularAttribute<?, ?> single)) {
                    return unknown(entity, path + "." + inner.getName(), "it is a collection");
                }
                Optional<Key.Part> part = part(entity, single, path + "." + inner.getName());
                if (part.isEmpty()) {
                    return Optional.empty();
                }
                members.add(new Key.Member(inner.getName(), part.get()));
            }
            return Optional.of(new Key.Several(embeddable.getJavaType(), members));
        }
        if (attribute.getPersistentAttributeType() != PersistentAttributeType.BASIC
                || !Key.isKnown(attribute.getJavaType())) {
            return unknown(entity, path, "it is a " + attribute.getJavaType().getSimpleName());
        }
        return Optional.of(new Key.Value(path, attribute.getJavaType()));
    }

    private Optional<Key.Part> unknown(EntityDeclaration entity, String path, String why) {
        problems.putIfAbsent(
                entity.name(),
                new Fault(
                        entity.element(path),
                        "cannot handle this id: " + why,
                        "give it @Id attributes of type " + Key.KNOWN + ", or an embedded id of such"));
        return Optional.empty();
    }
}
