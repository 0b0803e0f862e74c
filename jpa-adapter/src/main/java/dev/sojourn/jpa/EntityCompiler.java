package dev.sojourn.jpa;

import dev.sojourn.annotation.NotPersonal;
import dev.sojourn.annotation.Retained;
import dev.sojourn.annotation.SubjectRef;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Trigger;
import dev.sojourn.retention.DataDescription;
import jakarta.persistence.Convert;
import jakarta.persistence.Lob;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.Attribute.PersistentAttributeType;
import jakarta.persistence.metamodel.SingularAttribute;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges what one entity's author wrote about the entity itself; {@link Ownership} judges what lies between two. */
final class EntityCompiler {

    private final EntityDeclaration entity;
    private final Keys keys;
    private final Optional<String> tenantAttribute;
    private final Policy policy;
    private final Provider provider;
    private final List<Fault> faults;
    private final Set<String> faulty = new LinkedHashSet<>();

    EntityCompiler(
            EntityDeclaration entity,
            Keys keys,
            Optional<String> tenantAttribute,
            Policy policy,
            Provider provider,
            List<Fault> faults) {
        this.entity = entity;
        this.keys = keys;
        this.tenantAttribute = tenantAttribute;
        this.policy = policy;
        this.provider = provider;
        this.faults = faults;
    }

    /** Every attribute of the row that names a subject, embedded ones included. */
    static List<EntityDeclaration.Leaf> subjectsOf(EntityDeclaration entity) {
        return entity.leaves().stream()
                .filter(leaf -> Members.on(leaf.attribute(), SubjectRef.class).isPresent())
                .toList();
    }

    /** The entity itself; what is faulty is left out, so that the faults behind it are found as well. */
    Optional<RetainedEntity> compile() {
        Optional<Key> key = keys.of(entity.name());
        if (key.isEmpty()) {
            faults.add(keys.problem(entity));
        }
        Optional<RetainedEntity.Subject> subject = subject();
        Map<String, ZoneId> zones = new LinkedHashMap<>();
        Set<String> anchors = new LinkedHashSet<>();
        List<DataDescription.Binding> bindings = bindings(zones, anchors);
        Map<String, TimeType> times = times(zones);
        anchors.removeIf(anchor -> !times.containsKey(anchor));
        return key.map(of -> new RetainedEntity(
                entity.name(),
                entity.type().getJavaType(),
                of,
                tenant(),
                subject,
                times,
                Set.copyOf(faulty),
                List.copyOf(anchors),
                bindings,
                List.of(),
                List.of(),
                List.of(),
                copied()));
    }

    private Optional<String> tenant() {
        Optional<Attribute<?, ?>> found = tenantAttribute.flatMap(entity::attribute);
        found.filter(attribute -> attribute.getJavaType() != String.class)
                .ifPresent(attribute -> fault(
                        attribute.getName(),
                        "cannot handle a tenant of type "
                                + attribute.getJavaType().getSimpleName() + " yet",
                        "make the tenant attribute a String"));
        return found.filter(attribute -> attribute.getJavaType() == String.class)
                .flatMap(attribute -> tenantAttribute);
    }

    private Optional<RetainedEntity.Subject> subject() {
        List<EntityDeclaration.Leaf> found = subjectsOf(entity);
        if (found.size() > 1) {
            fault(
                    "",
                    "cannot handle several subjects of one row yet: "
                            + String.join(
                                    ", ",
                                    found.stream()
                                            .map(EntityDeclaration.Leaf::path)
                                            .toList()),
                    "keep @SubjectRef on one attribute");
        }
        return found.stream().findFirst().flatMap(this::subject);
    }

    private Optional<RetainedEntity.Subject> subject(EntityDeclaration.Leaf leaf) {
        Class<?> type = leaf.attribute().getJavaType();
        if (!leaf.isBasic()) {
            fault(
                    leaf.path(),
                    "cannot handle a subject behind an association or collection yet",
                    "put @SubjectRef on a " + IdType.KNOWN + " attribute of the row itself");
            return Optional.empty();
        }
        Optional<IdType> id = IdType.of(type);
        if (id.isEmpty()) {
            fault(
                    leaf.path(),
                    "cannot handle a subject of type " + type.getSimpleName() + " yet",
                    "make the @SubjectRef attribute a " + IdType.KNOWN);
        } else if (converted(leaf.path(), leaf.attribute())) {
            fault(
                    leaf.path(),
                    "cannot handle a subject behind a converter yet: a query would not see its value",
                    "map the @SubjectRef attribute without a converter");
            return Optional.empty();
        }
        String kind = Members.on(leaf.attribute(), SubjectRef.class)
                .map(SubjectRef::kind)
                .orElse("");
        return id.map(of -> new RetainedEntity.Subject(leaf.path(), kind, of));
    }

    private List<DataDescription.Binding> bindings(Map<String, ZoneId> zones, Set<String> anchors) {
        List<DataDescription.Binding> bindings = new ArrayList<>();
        for (Retained retained : entity.rules()) {
            String rule = InlineRules.ruleOf(retained, entity.name());
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
                    bindings.add(binding(rule, retained, zones, anchors));
                }
            }
        }
        return bindings;
    }

    private DataDescription.Binding binding(
            String rule, Retained retained, Map<String, ZoneId> zones, Set<String> anchors) {
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
        Optional<ZoneId> zone = zone(retained);
        attribute.filter(name -> isSoundTime(name, zone)).ifPresent(name -> claim(name, zone, zones, anchors));
        versions.stream()
                .flatMap(version -> version.fallback().stream())
                .map(RetentionRule.Fallback::attribute)
                .distinct()
                .filter(name -> isSoundTime(name, zone))
                .forEach(name -> claim(name, zone, zones, anchors));
        return new DataDescription.Binding(rule, attribute);
    }

    private Optional<ZoneId> zone(Retained retained) {
        if (retained.zone().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(retained.zone()));
        } catch (DateTimeException e) {
            fault(
                    "",
                    "@Retained(rule = \"" + retained.rule() + "\") names no zone: \"" + retained.zone() + "\"",
                    "write an IANA zone such as Europe/Bucharest");
            return Optional.empty();
        }
    }

    private void claim(String attribute, Optional<ZoneId> zone, Map<String, ZoneId> zones, Set<String> anchors) {
        anchors.add(attribute);
        zone.ifPresent(of -> {
            ZoneId before = zones.putIfAbsent(attribute, of);
            if (before != null && !before.equals(of)) {
                fault(attribute, "is in two zones, " + before + " and " + of, "declare one zone for it");
            }
        });
    }

    private boolean isSoundTime(String name, Optional<ZoneId> zone) {
        boolean sound = isTime(name, zone);
        if (!sound) {
            faulty.add(name);
        }
        return sound;
    }

    private boolean isTime(String name, Optional<ZoneId> zone) {
        Optional<Attribute<?, ?>> found = entity.attribute(name);
        if (found.isEmpty()) {
            fault(name, "the entity has no such attribute", "name one of: " + entity.known());
            return false;
        }
        Attribute<?, ?> attribute = found.get();
        Class<?> type = attribute.getJavaType();
        if (attribute.getPersistentAttributeType() != PersistentAttributeType.BASIC || !TimeType.isKnown(type)) {
            fault(
                    name,
                    "is a " + type.getSimpleName() + " and cannot start or end a period",
                    "name an attribute of type " + TimeType.KNOWN);
            return false;
        }
        if (Members.on(attribute, Lob.class).isPresent()
                || converted(name, attribute)
                || !provider.keepsTime(entity.type().getJavaType(), name)) {
            fault(
                    name,
                    "is not kept as a date or timestamp, so a query cannot compare it",
                    "map it to a date or timestamp column, without a converter");
            return false;
        }
        if (TimeType.needsZone(type) && zone.isEmpty()) {
            fault(
                    name,
                    "is a " + type.getSimpleName() + ", which has no zone",
                    "declare it: @Retained(…, zone = \"Europe/Bucharest\")");
            return false;
        }
        return true;
    }

    private boolean converted(String path, Attribute<?, ?> attribute) {
        return Members.on(attribute, Convert.class)
                        .filter(convert -> !convert.disableConversion())
                        .isPresent()
                || provider.isConverted(entity.type().getJavaType(), path);
    }

    private Map<String, TimeType> times(Map<String, ZoneId> zones) {
        Map<String, TimeType> times = new LinkedHashMap<>();
        for (EntityDeclaration.Leaf leaf : entity.leaves()) {
            if (leaf.isBasic()
                    && TimeType.isKnown(leaf.attribute().getJavaType())
                    && Members.on(leaf.attribute(), Lob.class).isEmpty()
                    && !converted(leaf.path(), leaf.attribute())
                    && provider.keepsTime(entity.type().getJavaType(), leaf.path())) {
                TimeType.of(
                                leaf.attribute().getJavaType(),
                                Optional.ofNullable(zones.get(leaf.path())),
                                provider.storageZone())
                        .ifPresent(type -> times.put(leaf.path(), type));
            }
        }
        return times;
    }

    private List<String> copied() {
        return entity.leaves().stream()
                .filter(EntityDeclaration.Leaf::isBasic)
                .filter(leaf -> Members.on(leaf.attribute(), NotPersonal.class).isEmpty())
                .filter(leaf -> !(leaf.attribute() instanceof SingularAttribute<?, ?> single && single.isVersion()))
                .map(EntityDeclaration.Leaf::path)
                .filter(path -> !tenantAttribute.equals(Optional.of(path)))
                .toList();
    }

    private void fault(String attribute, String problem, String mend) {
        faults.add(new Fault(entity.element(attribute), problem, mend));
    }
}
