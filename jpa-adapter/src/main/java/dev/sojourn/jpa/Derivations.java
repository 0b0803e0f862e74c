package dev.sojourn.jpa;

import dev.sojourn.annotation.DerivedFrom;
import dev.sojourn.annotation.OnDisposal;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Trigger;
import dev.sojourn.retention.OwnGround;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which rows were made from which others and go with them; those with a ground of their own go by themselves. */
final class Derivations {

    private final Map<String, EntityDeclaration> entities;
    private final Associations associations;
    private final Hierarchy hierarchy;
    private final Policy policy;
    private final List<Fault> faults;
    private final Map<String, Association> withSource = new LinkedHashMap<>();

    Derivations(
            Map<String, EntityDeclaration> entities,
            Associations associations,
            Hierarchy hierarchy,
            Policy policy,
            List<Fault> faults) {
        this.entities = entities;
        this.associations = associations;
        this.hierarchy = hierarchy;
        this.policy = policy;
        this.faults = faults;
        entities.values().forEach(this::read);
    }

    /** The reference to the row that rows of an entity go with. */
    Optional<Association> of(String entity) {
        return Optional.ofNullable(withSource.get(entity));
    }

    /** The same, as rows are asked for by it. */
    Optional<RetainedEntity.Derivation> of(String entity, Keys keys) {
        return of(entity)
                .flatMap(source -> keys.of(source.target())
                        .map(key -> new RetainedEntity.Derivation(
                                source.attribute(), hierarchy.kinds(source.target()), key)));
    }

    private void read(EntityDeclaration entity) {
        List<EntityDeclaration.Leaf> marked = entity.leaves().stream()
                .filter(leaf -> Members.on(leaf.attribute(), DerivedFrom.class).isPresent())
                .toList();
        if (marked.size() > 1) {
            fault(
                    entity.element(marked.get(1).path()),
                    "is a second source of the same row",
                    "keep @DerivedFrom on one association");
        }
        marked.stream()
                .limit(1)
                .map(EntityDeclaration.Leaf::path)
                .forEach(path -> associations.of(entity.name()).stream()
                        .filter(association -> association.shape() == Association.Shape.REFERENCE)
                        .filter(association -> association.attribute().equals(path))
                        .findFirst()
                        .ifPresentOrElse(
                                source -> derived(entity, source),
                                () -> fault(
                                        entity.element(path),
                                        "is marked @DerivedFrom and leads to no row by a foreign key",
                                        "put it on the @ManyToOne or @OneToOne attribute that does")));
    }

    private void derived(EntityDeclaration entity, Association source) {
        String element = entity.element(source.attribute());
        List<String> own = rules(entity);
        List<String> ofSource = hierarchy.kinds(source.target()).stream()
                .flatMap(kind -> Optional.ofNullable(entities.get(kind)).stream())
                .flatMap(kind -> rules(kind).stream())
                .toList();
        if (ofSource.isEmpty()) {
            fault(
                    element,
                    "was derived from " + source.target() + ", which is under no rule",
                    "put " + source.target() + " under a rule, or remove @DerivedFrom");
            return;
        }
        if (OwnGround.exists(policy, own, ofSource)) {
            return;
        }
        entity.attribute(source.attribute())
                .flatMap(attribute -> Members.on(attribute, OnDisposal.class))
                .ifPresent(declared -> fault(
                        element,
                        "goes with its source, and is declared @OnDisposal(" + declared.value() + ") as well",
                        "remove one of the two, or let a rule of the entity serve a purpose of its own"));
        if (source.nullable() && endsWithSourceAlone(own)) {
            fault(
                    element,
                    "may lead to no source, and nothing else lets the row go",
                    "make the reference required (optional = false), or add a rule with a period");
        }
        withSource.put(entity.name(), source);
    }

    private boolean endsWithSourceAlone(List<String> rules) {
        return rules.stream()
                .flatMap(rule -> policy.versionsOf(rule).stream())
                .filter(RetentionRule::isCeiling)
                .allMatch(version -> version.trigger() instanceof Trigger.DisposalOfSource);
    }

    private static List<String> rules(EntityDeclaration entity) {
        return entity.rules().stream()
                .map(retained -> InlineRules.ruleOf(retained, entity.ownerOf(retained)))
                .filter(rule -> !rule.isEmpty())
                .toList();
    }

    private void fault(String element, String problem, String mend) {
        faults.add(new Fault(element, problem, mend));
    }
}
