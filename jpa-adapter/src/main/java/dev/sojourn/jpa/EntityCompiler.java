package dev.sojourn.jpa;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.Retained;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Trigger;
import dev.sojourn.retention.DataDescription;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.SingularAttribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Judges what one entity's author wrote about the entity itself; {@link Ownership} judges what lies between two. */
final class EntityCompiler {

    static final String TENANT_ID = "org.hibernate.annotations.TenantId";

    private final EntityDeclaration entity;
    private final RetainedEntity.Kind kind;
    private final Keys keys;
    private final Ways ways;
    private final HostSettings settings;
    private final Policy policy;
    private final Provider provider;
    private final List<Fault> faults;
    private final TimeCompiler times;

    EntityCompiler(
            EntityDeclaration entity,
            RetainedEntity.Kind kind,
            Keys keys,
            Ways ways,
            HostSettings settings,
            Policy policy,
            Provider provider,
            List<Fault> faults) {
        this.entity = entity;
        this.kind = kind;
        this.keys = keys;
        this.ways = ways;
        this.settings = settings;
        this.policy = policy;
        this.provider = provider;
        this.faults = faults;
        this.times = new TimeCompiler(entity, provider, faults);
    }

    /** The entity itself; what is faulty is left out, so that the faults behind it are found as well. */
    Optional<RetainedEntity> compile() {
        Optional<Key> key = keys.of(entity.name());
        if (key.isEmpty()) {
            faults.add(keys.problem(entity));
        }
        List<RetainedEntity.Subject> subjects =
                new SubjectCompiler(ways, keys, settings, provider, faults).compile(entity);
        Set<String> anchors = new LinkedHashSet<>();
        List<DataDescription.Binding> bindings = bindings(anchors);
        Map<String, List<DataDescription.Binding>> ofParts = ofParts(anchors);
        Map<String, TimeType> known = times.compile();
        anchors.removeIf(anchor -> !known.containsKey(anchor));
        List<RedactedAttribute> redacted =
                new RedactionCompiler(entity, policy, provider, settings, faults).compile(bindings, ofParts, anchors);
        return key.map(of -> new RetainedEntity(
                entity.name(),
                entity.type().getJavaType(),
                kind,
                of,
                tenant(),
                subjects,
                known,
                times.faulty(),
                List.copyOf(anchors),
                bindings,
                List.of(),
                List.of(),
                List.of(),
                copied(),
                new PastCover(entity, of, faults).remembering(redacted, bindings, policy)));
    }

    /** Whether the provider writes an attribute as the tenant it works for. */
    static boolean isTenantId(Attribute<?, ?> attribute) {
        return Members.allOn(attribute).stream()
                .anyMatch(annotation -> annotation.annotationType().getName().equals(TENANT_ID));
    }

    /** The rules of single attributes, by path. */
    private Map<String, List<DataDescription.Binding>> ofParts(Set<String> anchors) {
        Map<String, List<DataDescription.Binding>> ofParts = new LinkedHashMap<>();
        for (EntityDeclaration.Leaf leaf : entity.leaves()) {
            List<DataDescription.Binding> own = new ArrayList<>();
            for (Retained retained : entity.rulesOf(leaf.path())) {
                String rule = InlineRules.ruleOf(retained, entity, leaf.path());
                if (rule.isEmpty() || !retained.with().isEmpty()) {
                    fault(
                            leaf.path(),
                            "has a rule of its own that is neither the policy's nor written here",
                            "write @Retained(rule = …) with a rule of the policy, or a period: atMost = \"P90D\", then ="
                                    + " REDACT");
                } else if (!retained.rule().isEmpty()
                        || !policy.versionsOf(rule).isEmpty()) {
                    own.add(binding(rule, retained, anchors, false));
                }
            }
            if (!own.isEmpty()) {
                ofParts.put(leaf.path(), own);
            }
        }
        return ofParts;
    }

    private Optional<Way> tenant() {
        Optional<String> path = entity.leaves().stream()
                .filter(leaf -> isTenantId(leaf.attribute()))
                .map(EntityDeclaration.Leaf::path)
                .findFirst()
                .or(settings::tenantAttribute);
        Optional<Ways.End> end = path.flatMap(of -> ways.end(entity, of));
        end.filter(found -> found.attribute().getJavaType() != String.class)
                .ifPresent(found -> fault(
                        path.orElse(""),
                        "cannot handle a tenant of type "
                                + found.attribute().getJavaType().getSimpleName() + " yet",
                        "make the tenant attribute a String"));
        return end.filter(found -> found.attribute().getJavaType() == String.class)
                .map(found -> new Way(found.steps(), found.local()));
    }

    private List<DataDescription.Binding> bindings(Set<String> anchors) {
        List<DataDescription.Binding> bindings = new ArrayList<>();
        int closest = closestCeiling();
        for (Retained retained : entity.rules()) {
            String rule = InlineRules.ruleOf(retained, entity.ownerOf(retained));
            if (rule.isEmpty() && retained.with().isEmpty()) {
                fault(
                        "",
                        "@Retained names no rule",
                        "write @Retained(rule = …) with a rule of the policy, or a period: atMost = \"P90D\"");
            } else if (!rule.isEmpty() && !policy.versionsOf(rule).isEmpty()
                    || !retained.rule().isEmpty()) {
                if (bindings.stream().anyMatch(binding -> binding.rule().equals(rule))) {
                    fault("", "is under rule '" + rule + "' twice", "keep one @Retained a rule");
                } else {
                    bindings.add(binding(rule, retained, anchors, entity.levelOf(retained) > closest));
                }
            }
        }
        return bindings;
    }

    /** How far up the closest class is that declares a ceiling, which replaces those of the classes above it. */
    private int closestCeiling() {
        return entity.rules().stream()
                .filter(retained -> policy.versionsOf(InlineRules.ruleOf(retained, entity.ownerOf(retained))).stream()
                        .anyMatch(RetentionRule::isCeiling))
                .mapToInt(entity::levelOf)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private DataDescription.Binding binding(String rule, Retained retained, Set<String> anchors, boolean replaced) {
        List<RetentionRule> versions = policy.versionsOf(rule);
        boolean stored = versions.stream().anyMatch(version -> version.trigger() instanceof Trigger.StoredEnd);
        if (!retained.from().isEmpty() && !retained.until().isEmpty()) {
            fault(
                    "",
                    "@Retained(rule = \"" + rule + "\") has both from and until",
                    "keep " + (stored ? "until" : "from"));
        } else if (stored && !retained.from().isEmpty()) {
            fault(
                    retained.from(),
                    "rule '" + rule + "' ends on a stored day, not a period after one",
                    "write until = \"" + retained.from() + "\"");
        } else if (!stored && !versions.isEmpty() && !retained.until().isEmpty()) {
            fault(
                    retained.until(),
                    "rule '" + rule + "' has a period of its own and no stored last day",
                    "write from = \"" + retained.until() + "\", or declare the rule untilStoredDay()");
        }
        Optional<String> attribute = Optional.of(retained.from().isEmpty() ? retained.until() : retained.from())
                .filter(name -> !name.isEmpty());
        TimeCompiler.Declared declared = times.declared(retained);
        Stream.concat(
                        attribute.stream(),
                        versions.stream()
                                .flatMap(version -> version.fallback().stream())
                                .map(RetentionRule.Fallback::attribute)
                                .distinct())
                .filter(name -> times.claim(name, declared))
                .forEach(anchors::add);
        return new DataDescription.Binding(rule, attribute, replaced);
    }

    private List<String> copied() {
        return entity.leaves().stream()
                .filter(EntityDeclaration.Leaf::isBasic)
                .filter(leaf -> Members.on(leaf.attribute(), NotPersonal.class).isEmpty())
                .filter(leaf -> !(leaf.attribute() instanceof SingularAttribute<?, ?> single && single.isVersion()))
                .map(EntityDeclaration.Leaf::path)
                .filter(path -> !settings.tenantAttribute().equals(Optional.of(path)))
                .toList();
    }

    private void fault(String attribute, String problem, String mend) {
        faults.add(new Fault(entity.element(attribute), problem, mend));
    }
}
