package dev.sojourn.jpa;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.DataCategory;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Source;
import dev.sojourn.register.CoverageFinding;
import dev.sojourn.register.Gap;
import dev.sojourn.register.PersonalDataModel;
import dev.sojourn.register.PersonalField;
import dev.sojourn.retention.DataDescription;
import jakarta.persistence.metamodel.Attribute.PersistentAttributeType;
import jakarta.persistence.metamodel.EmbeddableType;
import jakarta.persistence.metamodel.PluralAttribute;
import jakarta.persistence.metamodel.SingularAttribute;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Walks the mapping once, entity by entity: who holds what under which rule, and who says nothing. */
final class CoverageWalk {

    private final Policy policy;
    private final Map<String, EntityDeclaration> declared;
    private final EntityModel model;
    private final Optional<String> tenantAttribute;
    private final Cover cover;
    private final PersonalLooks looks = new PersonalLooks(PersonalWords.read());
    private final List<PersonalField> fields = new ArrayList<>();
    private final List<CoverageFinding> missing = new ArrayList<>();
    private final List<CoverageFinding> suspects = new ArrayList<>();

    CoverageWalk(Map<String, EntityDeclaration> declared, EntityModel model, Optional<String> tenantAttribute) {
        this.policy = model.policy();
        this.declared = declared;
        this.model = model;
        this.tenantAttribute = tenantAttribute;
        this.cover = new Cover(declared, model);
    }

    PersonalDataModel model(List<PersonalField> ofTables, List<CoverageFinding> ofSchema) {
        declared.values().forEach(this::walk);
        fields.addAll(ofTables);
        List<CoverageFinding> findings = new ArrayList<>(missing);
        findings.addAll(uninvited());
        findings.addAll(suspects);
        findings.addAll(ofSchema);
        findings.sort(Comparator.comparing(CoverageFinding::gap));
        return new PersonalDataModel(fields, findings);
    }

    Cover cover() {
        return cover;
    }

    private void walk(EntityDeclaration entity) {
        Optional<Cover.Rules> rules = cover.of(entity.name());
        if (rules.isPresent()) {
            values(entity).forEach(value -> field(entity, value, rules.get()));
        } else if (Modifier.isAbstract(entity.type().getJavaType().getModifiers())) {
            return; // its rows are those of its subclasses
        } else if (Members.onType(entity.type(), NotPersonal.class).isEmpty()) {
            Optional<String> way =
                    cover.knowsSubject(entity.name()) ? Optional.of("") : wayToSubject(entity.name(), new HashSet<>());
            way.ifPresentOrElse(path -> missing(entity, path), () -> suspects(entity));
        }
    }

    /**
     * A value an entity's rows hold.
     *
     * @param path its name
     * @param leaf what is written on it
     * @param type of a single value
     */
    record Value(String path, EntityDeclaration.Leaf leaf, Class<?> type) {}

    /** Every value of the entity's rows, those in collections included, but no association. */
    static List<Value> values(EntityDeclaration entity) {
        List<Value> values = new ArrayList<>();
        for (EntityDeclaration.Leaf leaf : entity.leaves()) {
            if (leaf.isBasic()) {
                values.add(new Value(leaf.path(), leaf, leaf.attribute().getJavaType()));
            } else if (leaf.attribute().getPersistentAttributeType() == PersistentAttributeType.ELEMENT_COLLECTION) {
                elements(leaf).forEach(values::add);
            }
        }
        return values;
    }

    private static Stream<Value> elements(EntityDeclaration.Leaf leaf) {
        PluralAttribute<?, ?, ?> many = (PluralAttribute<?, ?, ?>) leaf.attribute();
        if (many.getElementType() instanceof EmbeddableType<?> embeddable) {
            return EntityDeclaration.leavesOf(embeddable).stream()
                    .filter(EntityDeclaration.Leaf::isBasic)
                    .map(inner -> new Value(
                            leaf.path() + "." + inner.path(),
                            inner,
                            inner.attribute().getJavaType()));
        }
        return Stream.of(new Value(leaf.path(), leaf, many.getElementType().getJavaType()));
    }

    private void field(EntityDeclaration entity, Value value, Cover.Rules over) {
        boolean isVersion = value.leaf().attribute() instanceof SingularAttribute<?, ?> single && single.isVersion();
        if (isVersion
                || tenantAttribute.equals(Optional.of(value.path()))
                || Members.on(value.leaf().attribute(), NotPersonal.class).isPresent()) {
            return;
        }
        Optional<PersonalData> mark = Members.on(value.leaf().attribute(), PersonalData.class);
        String category =
                mark.map(PersonalData::category).filter(name -> !name.isEmpty()).orElseGet(() -> categoryOf(over));
        Set<String> rules = new LinkedHashSet<>(over.rules());
        entity.rulesOf(value.leaf().path()).stream()
                .map(retained ->
                        InlineRules.ruleOf(retained, entity, value.leaf().path()))
                .filter(rule -> !rule.isEmpty())
                .forEach(rules::add);
        fields.add(new PersonalField(
                entity.name(),
                value.path(),
                category,
                mark.stream()
                        .flatMap(data -> Stream.of(data.source()))
                        .findFirst()
                        .or(() -> sourceOf(category)),
                purposes(rules, category),
                List.copyOf(rules),
                over.through(),
                mark.isPresent() || isPlain(entity, value)));
    }

    /** Whether its part is known without a mark: the key, the subject, what starts a period. */
    private boolean isPlain(EntityDeclaration entity, Value value) {
        return value.leaf().attribute() instanceof SingularAttribute<?, ?> single && single.isId()
                || Members.on(value.leaf().attribute(), SubjectRef.class).isPresent()
                || Members.on(value.leaf().attribute(), Retained.class).isPresent()
                || Optional.ofNullable(model.entities().get(entity.name()))
                        .filter(compiled -> compiled.anchors().contains(value.path()))
                        .isPresent();
    }

    private String categoryOf(Cover.Rules over) {
        return over.rules().stream()
                .flatMap(rule -> policy.versionsOf(rule).stream())
                .map(RetentionRule::category)
                .findFirst()
                .orElse(over.rules().get(0));
    }

    private Optional<Source> sourceOf(String category) {
        return Optional.of(policy.category(category)).flatMap(DataCategory::source);
    }

    private Set<String> purposes(Set<String> rules, String category) {
        Set<String> purposes = new LinkedHashSet<>();
        policy.rules().stream()
                .filter(rule -> rules.contains(rule.id()) || rule.category().equals(category))
                .forEach(rule -> purposes.addAll(rule.purposes()));
        return purposes;
    }

    private List<CoverageFinding> uninvited() {
        Map<String, List<PersonalField>> byCategory = new LinkedHashMap<>();
        fields.stream()
                .filter(field -> field.purposes().isEmpty())
                .forEach(field -> byCategory
                        .computeIfAbsent(field.category(), key -> new ArrayList<>())
                        .add(field));
        List<CoverageFinding> findings = new ArrayList<>();
        byCategory.forEach((category, uninvited) -> {
            PersonalField first = uninvited.get(0);
            String more = uninvited.size() == 1 ? "" : " and " + (uninvited.size() - 1) + " more";
            findings.add(new CoverageFinding(
                    Gap.UNINVITED,
                    "category " + category,
                    "is held (" + first.element() + more + ") and serves no purpose",
                    "name what it is held for: serving(…) on rule '"
                            + first.rules().get(0) + "', or on a rule governing(\"" + category + "\") in the policy"));
        });
        return findings;
    }

    private Optional<String> wayToSubject(String entity, Set<String> seen) {
        if (!seen.add(entity)) {
            return Optional.empty();
        }
        for (Association association : cover.references(entity)) {
            boolean unlinked = Optional.ofNullable(declared.get(entity))
                    .flatMap(from -> from.attribute(association.attribute()))
                    .flatMap(attribute -> Members.on(attribute, OnDisposal.class))
                    .filter(then -> then.value() == OnDisposal.Then.UNLINK)
                    .isPresent();
            if (!unlinked) {
                Optional<String> further = cover.knowsSubject(association.target())
                        ? Optional.of("")
                        : wayToSubject(association.target(), seen).map(path -> "." + path);
                if (further.isPresent()) {
                    return further.map(path -> association.attribute() + path);
                }
            }
        }
        return Optional.empty();
    }

    private void missing(EntityDeclaration entity, String path) {
        missing.add(
                path.isEmpty()
                        ? new CoverageFinding(
                                Gap.MISSING,
                                entity.name(),
                                "names its subject, and no rule ever ends its rows",
                                "write @Retained(rule = \"…\", from = \"…\") on " + entity.name())
                        : new CoverageFinding(
                                Gap.MISSING,
                                entity.name(),
                                "leads to a person by " + path + ", and no rule ever ends its rows",
                                "write @Retained(rule = \"…\", from = \"…\") or @Retained(with = \""
                                        + path.replaceFirst("\\..*", "") + "\") on " + entity.name()
                                        + "; or @NotPersonal(because = \"…\") on the class"));
    }

    private void suspects(EntityDeclaration entity) {
        PersonalLooks.Owner owner = looks.owner(entity.name());
        for (Value value : values(entity)) {
            Look look = looks.look(owner, value.path(), value.type());
            if (look.isLikely()
                    && !isKey(value)
                    && Members.on(value.leaf().attribute(), NotPersonal.class).isEmpty()) {
                suspects.add(new CoverageFinding(
                        Gap.SUSPECT,
                        entity.element(value.path()),
                        "looks like " + look.kind() + " data (" + look.because() + "), and " + entity.name()
                                + " is under no rule",
                        "write @Retained(rule = \"…\", from = \"…\") on " + entity.name()
                                + ", or @NotPersonal(because = \"…\") on the attribute or the class"));
            }
        }
    }

    private static boolean isKey(Value value) {
        return value.leaf().attribute() instanceof SingularAttribute<?, ?> single && single.isId();
    }

    /** The rules an entity is bound to, with the attributes that start them. */
    Stream<Trigger> triggers() {
        return model.entities().values().stream()
                .flatMap(entity -> entity.bindings().stream().flatMap(binding -> trigger(entity, binding).stream()));
    }

    private static Optional<Trigger> trigger(RetainedEntity entity, DataDescription.Binding binding) {
        return binding.attribute()
                .map(attribute -> new Trigger(
                        entity.name(),
                        binding.rule(),
                        attribute,
                        entity.tenant().filter(Way::isOwn).map(Way::attribute)));
    }

    /**
     * What a sweep asks the database for.
     *
     * @param entity whose rows
     * @param rule by which rule
     * @param attribute what starts the period
     * @param tenant the attribute that names the tenant
     */
    record Trigger(String entity, String rule, String attribute, Optional<String> tenant) {}
}
