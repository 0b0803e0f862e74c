package dev.sojourn.jpa;

import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.Fault;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds whom an entity's rows are about, wherever their identifiers stand. */
final class SubjectCompiler {

    private static final String WRITE = "write @SubjectRef(path = \"call.customer\") with attributes that exist,"
            + " each before the last a single-valued association or an embedded value";

    private final Ways ways;
    private final Keys keys;
    private final HostSettings settings;
    private final Provider provider;
    private final List<Fault> faults;

    SubjectCompiler(Ways ways, Keys keys, HostSettings settings, Provider provider, List<Fault> faults) {
        this.ways = ways;
        this.keys = keys;
        this.settings = settings;
        this.provider = provider;
        this.faults = faults;
    }

    /**
     * One annotation where it was found.
     *
     * @param ref what it says
     * @param attribute the path of the attribute it is on; empty for the class
     */
    record Declared(SubjectRef ref, String attribute) {
        String path() {
            return ref.path().isEmpty() ? attribute : ref.path();
        }
    }

    /** Everything the entity's author wrote about subjects, on attributes first. */
    static List<Declared> declaredOn(EntityDeclaration entity) {
        List<Declared> found = new ArrayList<>();
        for (EntityDeclaration.Leaf leaf : entity.leaves()) {
            Members.each(leaf.attribute(), SubjectRef.class).forEach(ref -> found.add(new Declared(ref, leaf.path())));
        }
        Members.eachOnType(entity.type(), SubjectRef.class).forEach(ref -> found.add(new Declared(ref, "")));
        return found;
    }

    /** The entity's subjects; what is faulty is left out. */
    List<RetainedEntity.Subject> compile(EntityDeclaration entity) {
        List<RetainedEntity.Subject> subjects = new ArrayList<>();
        for (Declared declared : declaredOn(entity)) {
            subject(entity, declared, new HashSet<>())
                    .flatMap(found -> declared.ref().mentioned()
                            ? mention(entity, declared, found)
                            : owner(entity, declared, found))
                    .filter(found -> subjects.stream().noneMatch(found::isSameAs))
                    .ifPresent(subjects::add);
        }
        return subjects;
    }

    private Optional<RetainedEntity.Subject> subject(EntityDeclaration entity, Declared declared, Set<String> seen) {
        String path = declared.path();
        String attribute = declared.attribute();
        if (path.isEmpty()) {
            return fault(entity, "", "has a @SubjectRef without path", WRITE);
        }
        if (!attribute.isEmpty() && !path.equals(attribute) && !path.startsWith(attribute + ".")) {
            return fault(
                    entity,
                    attribute,
                    "has a @SubjectRef whose path \"" + path + "\" begins elsewhere",
                    "begin the path with " + attribute + ", or move the annotation to the class");
        }
        Optional<Ways.End> end = ways.end(entity, path);
        if (end.isEmpty()) {
            return fault(entity, path, "leads nowhere", WRITE);
        }
        boolean mentioned = declared.ref().mentioned();
        if (isUnlinked(
                mentioned
                        ? end.get().hops().stream().skip(1).toList()
                        : end.get().hops(),
                entity,
                path)) {
            return Optional.empty();
        }
        String kind = declared.ref().kind();
        if (end.get().isBasic()) {
            return identifier(entity, path, end.get(), kind);
        }
        Optional<EntityDeclaration> target = ways.target(end.get().attribute());
        if (target.isEmpty()) {
            return fault(
                    entity,
                    path,
                    "is a subject and neither an identifier nor a single-valued association",
                    "put @SubjectRef on a " + IdType.KNOWN + " attribute, or on an association to one person");
        }
        return behind(entity, declared, end.get(), target.get(), seen);
    }

    private Optional<RetainedEntity.Subject> identifier(
            EntityDeclaration entity, String path, Ways.End end, String kind) {
        Class<?> type = end.attribute().getJavaType();
        Optional<IdCodec<?>> codec = settings.codec(type);
        if (codec.isEmpty()) {
            return fault(
                    entity,
                    path,
                    "cannot handle a subject of type " + type.getSimpleName(),
                    "make the @SubjectRef attribute a " + IdType.KNOWN + ", or register JpaStores.idCodec(IdCodec.of("
                            + type.getSimpleName() + ".class, …))");
        }
        if (settings.own(type).isEmpty() && isConverted(end.entity(), end.local(), end.attribute())) {
            return fault(
                    entity,
                    path,
                    "cannot handle a subject behind a converter: a query would not see its value",
                    "map the @SubjectRef attribute without a converter, or give it a type of its own and register"
                            + " JpaStores.idCodec");
        }
        return Optional.of(new RetainedEntity.Subject(new Way(end.steps(), end.local()), kind, codec.get()));
    }

    /** An association names the subject of the row it leads to, or that row itself. */
    private Optional<RetainedEntity.Subject> behind(
            EntityDeclaration entity, Declared declared, Ways.End end, EntityDeclaration target, Set<String> seen) {
        String path = declared.path();
        String kind = declared.ref().kind();
        List<Declared> there = declaredOn(target).stream()
                .filter(inner -> !inner.ref().mentioned())
                .toList();
        if (!seen.add(target.name()) || there.size() > 1) {
            return fault(
                    entity,
                    path,
                    there.size() > 1
                            ? "leads to " + target.name() + ", which names several subjects"
                            : "leads back to where it came from",
                    "say which: @SubjectRef(path = \"" + path + ".…\")");
        }
        boolean mention = declared.ref().mentioned() && end.hops().isEmpty();
        if (!mention && isUnlinked(List.of(new Ways.Hop(end.entity(), end.local())), entity, path)) {
            return Optional.empty();
        }
        List<String> steps = new ArrayList<>(end.steps());
        steps.add(end.local());
        Optional<RetainedEntity.Subject> inner =
                there.isEmpty() ? ofId(entity, path, target) : subject(target, there.get(0), seen);
        return inner.map(found -> {
            List<String> all = new ArrayList<>(steps);
            all.addAll(found.way().steps());
            return new RetainedEntity.Subject(
                    new Way(all, found.way().attribute()), kind.isEmpty() ? found.kind() : kind, found.codec());
        });
    }

    private Optional<RetainedEntity.Subject> ofId(EntityDeclaration entity, String path, EntityDeclaration target) {
        Optional<RetainedEntity.Subject> id = keys.of(target.name())
                .filter(Key::isSingle)
                .flatMap(key -> Key.values(key.shape()).findFirst())
                .flatMap(value -> settings.codec(value.type())
                        .map(codec -> new RetainedEntity.Subject(Way.own(value.path()), "", codec)));
        return id.isPresent()
                ? id
                : fault(
                        entity,
                        path,
                        "leads to " + target.name() + ", which has neither a @SubjectRef nor a single id of type "
                                + IdType.KNOWN,
                        "put @SubjectRef on the attribute of " + target.name() + " that identifies the person");
    }

    private Optional<RetainedEntity.Subject> owner(
            EntityDeclaration entity, Declared declared, RetainedEntity.Subject found) {
        return declared.ref().replacement().isEmpty()
                ? Optional.of(found)
                : fault(
                        entity,
                        declared.path(),
                        "has a replacement, and its row goes with the person",
                        "add mentioned = true, or leave the replacement out");
    }

    /** What is mentioned must be able to go while its row stays. */
    private Optional<RetainedEntity.Subject> mention(
            EntityDeclaration entity, Declared declared, RetainedEntity.Subject found) {
        String name = declared.attribute();
        Optional<Attribute<?, ?>> attribute = entity.attribute(name);
        if (name.isEmpty() || attribute.isEmpty()) {
            return fault(
                    entity,
                    declared.path(),
                    "is mentioned by no attribute of the row itself, so nothing could be taken out",
                    "put @SubjectRef(mentioned = true) on the row's own attribute");
        }
        String text = declared.ref().replacement();
        Optional<Object> replacement =
                text.isEmpty() ? Optional.empty() : found.codec().parse(text);
        if (text.isEmpty() ? isRequired(attribute.get()) : !fits(attribute.get(), text, replacement)) {
            return fault(
                    entity,
                    name,
                    text.isEmpty()
                            ? "is a mention that cannot be null"
                            : "is a mention that cannot be replaced by \"" + text + "\"",
                    "make it nullable, or name a replacement that its type, length and uniqueness allow");
        }
        return Optional.of(new RetainedEntity.Subject(
                found.way(),
                found.kind(),
                found.codec(),
                true,
                Optional.of(new RetainedEntity.Mention(name, replacement, References.version(entity)))));
    }

    private static boolean isRequired(Attribute<?, ?> attribute) {
        return attribute instanceof SingularAttribute<?, ?> single && !single.isOptional()
                || attribute.getJavaType().isPrimitive()
                || Members.on(attribute, Column.class)
                        .filter(column -> !column.nullable())
                        .isPresent()
                || Members.on(attribute, JoinColumn.class)
                        .filter(column -> !column.nullable())
                        .isPresent();
    }

    private static boolean fits(Attribute<?, ?> attribute, String text, Optional<Object> replacement) {
        Optional<Column> column = Members.on(attribute, Column.class);
        return replacement.isPresent()
                && !attribute.isAssociation()
                && column.filter(Column::unique).isEmpty()
                && text.length() <= column.map(Column::length).orElse(255);
    }

    /** A reference set to null would leave a row whose person nobody can find any more. */
    private boolean isUnlinked(List<Ways.Hop> hops, EntityDeclaration entity, String path) {
        Optional<Ways.Hop> unlinked = hops.stream()
                .filter(hop -> hop.from()
                        .attribute(hop.association())
                        .flatMap(attribute -> Members.on(attribute, OnDisposal.class))
                        .filter(declared -> declared.value() == OnDisposal.Then.UNLINK)
                        .isPresent())
                .findFirst();
        unlinked.ifPresent(hop -> faults.add(new Fault(
                entity.element(path),
                "is the way to its subject, and " + hop.from().element(hop.association())
                        + " is declared UNLINK: the row would be left about nobody",
                "let it go with the row it refers to (@Retained(with = …)), declare KEEPS_PARENT, or keep the"
                        + " subject's identifier in the row itself")));
        return unlinked.isPresent();
    }

    private boolean isConverted(EntityDeclaration entity, String path, Attribute<?, ?> attribute) {
        return Members.on(attribute, Convert.class)
                        .filter(convert -> !convert.disableConversion())
                        .isPresent()
                || provider.isConverted(entity.type().getJavaType(), path);
    }

    private Optional<RetainedEntity.Subject> fault(
            EntityDeclaration entity, String attribute, String problem, String mend) {
        faults.add(new Fault(entity.element(attribute), problem, mend));
        return Optional.empty();
    }
}
