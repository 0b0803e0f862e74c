package dev.sojourn.jpa;

import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Redact;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The host's annotated entities, compiled once from the metamodel with every fault found.
 *
 * @param policy the policy with the rules written on the entities
 * @param entities those whose rows are disposed of, by name: under a rule, with a subject, or owned by one that is
 * @param stops the rows met on the ways of each to whom its rows are about
 * @param order in which their rows go
 * @param faults what cannot be honoured
 */
record EntityModel(
        Policy policy,
        Map<String, RetainedEntity> entities,
        Map<String, List<WayLocks.Stop>> stops,
        DeletionOrder order,
        List<Fault> faults) {

    /** What a provider does to statements behind the back of whoever writes them. */
    static final Set<String> REWRITTEN = Set.of(
            "org.hibernate.annotations.SoftDelete",
            "org.hibernate.annotations.SQLRestriction",
            "org.hibernate.annotations.SQLJoinTableRestriction",
            "org.hibernate.annotations.Where",
            "org.hibernate.annotations.WhereJoinTable",
            "org.hibernate.annotations.Filter",
            "org.hibernate.annotations.Filters",
            "org.hibernate.annotations.TenantId",
            "org.eclipse.persistence.annotations.AdditionalCriteria",
            "org.eclipse.persistence.annotations.Multitenant");

    static EntityModel compile(
            EntityManagerFactory factory, HostSettings settings, Policy declaredPolicy, Provider provider) {
        Map<String, EntityDeclaration> declared = declared(factory, settings.declarations());
        List<Fault> faults = new ArrayList<>(Declarations.faults(factory, settings.declarations()));
        Policy policy = InlineRules.addTo(declaredPolicy, declared.values(), faults);
        Set<String> governed = new LinkedHashSet<>();
        declared.values().stream()
                .filter(EntityModel::isGoverned)
                .map(EntityDeclaration::name)
                .forEach(governed::add);
        Keys keys =
                new Keys(declared, filtered(declared.values()), provider, PastCompiler.kept(declared, settings.past()));
        Ways ways = new Ways(declared);
        Hierarchy hierarchy = new Hierarchy(declared);
        Associations associations = new Associations(declared);
        Derivations derivations = new Derivations(declared, associations, hierarchy, policy, faults);
        Ownership ownership = new Ownership(declared, associations, hierarchy, derivations, governed, faults);
        References references = new References(
                declared, associations, hierarchy, ownership, keys, new JoinTables(declared, keys, provider), faults);
        DisposalMarks.check(declared.values(), associations, faults);
        DeletionOrder order = new DeletionOrder(ownership.disposable(), associations, ownership, hierarchy, faults);
        Map<String, RetainedEntity> entities = new LinkedHashMap<>();
        Map<String, List<WayLocks.Stop>> stops = new LinkedHashMap<>();
        for (EntityDeclaration entity : declared.values()) {
            if (ownership.disposable().contains(entity.name())) {
                Optional<RetainedEntity> compiled = new EntityCompiler(
                                entity,
                                kind(hierarchy, entity, provider),
                                keys,
                                ways,
                                settings,
                                policy,
                                provider,
                                faults)
                        .compile()
                        .map(found -> found.within(
                                ownership.links(found.name()),
                                references.to(found.name()),
                                OwnCollections.of(entity, associations),
                                derivations.of(found.name(), keys)));
                checkRewriting(entity, compiled, keys, provider, faults);
                compiled.flatMap(found ->
                                keys.queries().audits(found.name(), found.key()).problem())
                        .ifPresent(why -> faults.add(new Fault(
                                entity.name(),
                                "cannot handle its audit tables: " + why,
                                "map it so, or take @Audited off the entity or the attribute")));
                compiled.ifPresent(found -> {
                    entities.put(found.name(), found);
                    stops.put(found.name(), WayLocks.stops(found, entity, ways, keys, faults));
                });
            } else if (hierarchy.kinds(entity.name()).stream().noneMatch(ownership.disposable()::contains)) {
                checkStrays(entity, faults);
            }
        }
        new LeadsBack(declared, faults).check(entities.values(), policy);
        new LostWays(declared, entities.values(), ways, faults).check();
        settings.tenantAttribute()
                .filter(path -> declared.values().stream()
                        .noneMatch(entity -> ways.end(entity, path).isPresent()))
                .ifPresent(name -> faults.add(new Fault(
                        "tenantAttribute(\"" + name + "\")",
                        "no entity has such an attribute",
                        "name the attribute that holds the tenant, or the path to it, or leave it out")));
        return new EntityModel(policy, entities, stops, order, hierarchy.once(faults));
    }

    private static RetainedEntity.Kind kind(Hierarchy hierarchy, EntityDeclaration entity, Provider provider) {
        RetainedEntity.Kind kind = hierarchy.kind(entity.name());
        return provider.findsSubclasses(entity.type().getJavaType())
                ? kind
                : new RetainedEntity.Kind(kind.root(), kind.joined(), false);
    }

    /** What is written on every entity of the unit, by name. */
    static Map<String, EntityDeclaration> declared(EntityManagerFactory factory, List<DeclaredEntity> declarations) {
        Map<String, EntityDeclaration> declared = new LinkedHashMap<>();
        factory.getMetamodel().getEntities().stream()
                .sorted(Comparator.comparing(EntityType::getName))
                .forEach(type ->
                        declared.put(type.getName(), EntityDeclaration.of(Declarations.over(type, declarations))));
        return declared;
    }

    /** An entity of this model; owned ones included. */
    RetainedEntity entity(String name) {
        RetainedEntity found = entities.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no entity '" + name + "': known are " + entities.keySet());
        }
        return found;
    }

    /** Whether a row of the entity, or one that goes with it, may be kept: such children are read before they go. */
    boolean mayKeep(RetainedEntity entity) {
        return withAllBelow(entity).stream()
                .anyMatch(one -> !one.subjects().isEmpty()
                        || !one.bindings().isEmpty()
                        || one.references().stream().anyMatch(RetainedEntity.Reference::keeps));
    }

    /** Whether a reference may keep a row of the entity, or one that goes with it. */
    boolean isReferenced(RetainedEntity entity) {
        return withAllBelow(entity).stream()
                .flatMap(one -> one.references().stream())
                .anyMatch(RetainedEntity.Reference::keeps);
    }

    /** An entity and all whose rows go with its rows, be it in a circle. */
    private Collection<RetainedEntity> withAllBelow(RetainedEntity entity) {
        Map<String, RetainedEntity> met = new LinkedHashMap<>();
        Deque<RetainedEntity> open = new ArrayDeque<>(List.of(entity));
        while (!open.isEmpty()) {
            RetainedEntity at = open.pop();
            if (met.put(at.name(), at) == null) {
                at.links().forEach(link -> open.push(entity(link.child())));
            }
        }
        return met.values();
    }

    private static boolean isGoverned(EntityDeclaration entity) {
        return entity.rules().stream()
                        .anyMatch(rule -> rule.with().isEmpty() || !rule.rule().isEmpty())
                || !SubjectCompiler.declaredOn(entity).isEmpty()
                || entity.hasRulesOfParts();
    }

    /** The entities whose rows the provider hides from some queries, or rewrites their deletion. */
    private static Set<String> filtered(Collection<EntityDeclaration> declared) {
        Set<String> filtered = new LinkedHashSet<>();
        for (EntityDeclaration entity : declared) {
            if (rewriting(entity).findAny().isPresent()) {
                filtered.add(entity.name());
            }
        }
        return filtered;
    }

    private static Stream<String> rewriting(EntityDeclaration entity) {
        Class<?> type = entity.type().getJavaType();
        return Stream.of(
                        Members.lineage(type).flatMap(at -> Arrays.stream(at.getAnnotations())),
                        Arrays.stream(type.getPackage().getAnnotations()),
                        entity.attributes().stream().flatMap(attribute -> Members.allOn(attribute).stream()))
                .flatMap(annotations -> annotations)
                .map(annotation -> annotation.annotationType().getName())
                .filter(REWRITTEN::contains)
                .distinct();
    }

    private static void checkRewriting(
            EntityDeclaration entity,
            Optional<RetainedEntity> compiled,
            Keys keys,
            Provider provider,
            List<Fault> faults) {
        if (!keys.queries().isFiltered(entity.name())) {
            return;
        }
        String by = rewriting(entity)
                .findFirst()
                .map(name -> "@" + name.substring(name.lastIndexOf('.') + 1))
                .orElse("@SoftDelete");
        Optional<String> problem = provider.seesPastFilters()
                ? compiled.flatMap(keys.queries()::problem)
                : Optional.of("the provider cannot be asked past it");
        problem.ifPresent(why -> faults.add(new Fault(
                entity.name(),
                "cannot handle " + by + ", which hides rows from queries, so that their time would never come: " + why,
                "remove it from the entity, map the entity to one table with plain columns, or keep it out of"
                        + " Sojourn's rules")));
    }

    /** What is written where nothing would ever read it; that an attribute is not personal is read by coverage. */
    private static void checkStrays(EntityDeclaration entity, List<Fault> faults) {
        entity.leaves().stream()
                .filter(leaf -> Members.on(leaf.attribute(), PersonalData.class).isPresent()
                        || Members.on(leaf.attribute(), Redact.class).isPresent())
                .findFirst()
                .ifPresent(leaf -> faults.add(new Fault(
                        entity.element(leaf.path()),
                        "is marked, but its entity is under no rule, has no subject and goes with no other",
                        "add @Retained or @SubjectRef to " + entity.name() + ", or remove the mark")));
    }
}
