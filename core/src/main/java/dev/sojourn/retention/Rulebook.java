package dev.sojourn.retention;

import dev.sojourn.policy.Policy;
import dev.sojourn.policy.Trigger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every kind of data with its rules; compiled once, thread-safe. */
final class Rulebook {

    private final Map<String, EntityRules> entities = new LinkedHashMap<>();
    private final List<EntityRules> childrenFirst = new ArrayList<>();
    private final Map<String, EntityRules.Bound> withSource = new HashMap<>();

    Rulebook(Policy policy, List<PersonalDataStore> data) {
        Map<String, DataDescription> described = new LinkedHashMap<>();
        data.forEach(store -> described.put(store.describe().entity(), store.describe()));
        for (PersonalDataStore store : data) {
            Optional<DataDescription> whole =
                    store.describe().part().flatMap(part -> Optional.ofNullable(described.get(part.of())));
            EntityRules entity = EntityRules.of(store, policy, whole);
            entities.put(entity.name(), entity);
        }
        entities.values().forEach(entity -> derived(entity, policy));
        Set<String> placed = new LinkedHashSet<>();
        entities.values().forEach(entity -> place(entity, placed));
    }

    Optional<EntityRules> entity(String name) {
        return Optional.ofNullable(entities.get(name));
    }

    /** The rows known by a class, mentions of them aside; several where the class says nothing of what they are. */
    List<EntityRules> entities(Class<?> type) {
        List<EntityRules> known = entities.values().stream()
                .filter(entity -> entity.description().type().equals(type) && !entity.isPart())
                .toList();
        return known.stream()
                .filter(entity ->
                        known.stream().noneMatch(other -> entity.name().startsWith(other.name() + ".")))
                .toList();
    }

    /** The rule by which rows go when their source does; empty for rows with no source, or with a ground of their own. */
    Optional<EntityRules.Bound> ruleWithSource(String entity) {
        return Optional.ofNullable(withSource.get(entity));
    }

    /** The attributes of an entity's rows that have a life of their own. */
    List<EntityRules> parts(EntityRules whole) {
        return entities.values().stream()
                .filter(entity -> entity.description()
                        .part()
                        .filter(part -> part.of().equals(whole.name()))
                        .isPresent())
                .toList();
    }

    /** So that a step disposes of due children before their parents' step counts what is left. */
    List<EntityRules> childrenFirst() {
        return childrenFirst;
    }

    private void derived(EntityRules entity, Policy policy) {
        List<String> sources = entity.description().sources();
        List<String> ofSource = sources.stream()
                .flatMap(name -> entity(name).stream())
                .flatMap(source -> source.rules().stream())
                .map(EntityRules.Bound::id)
                .toList();
        List<String> own = entity.rules().stream().map(EntityRules.Bound::id).toList();
        if (!ofSource.isEmpty() && !OwnGround.exists(policy, own, ofSource)) {
            entity.rules().stream()
                    .filter(rule ->
                            rule.isCeiling() && Finality.of(rule.latest().disposition()) == Finality.TAKES_ROW)
                    .min(Comparator.comparing(rule -> !(rule.latest().trigger() instanceof Trigger.DisposalOfSource)))
                    .ifPresent(rule -> withSource.put(entity.name(), rule));
        }
    }

    private void place(EntityRules entity, Set<String> placed) {
        if (placed.add(entity.name())) {
            parts(entity).forEach(part -> place(part, placed));
            entity.description().children().forEach(child -> entity(child).ifPresent(known -> place(known, placed)));
            childrenFirst.add(entity);
        }
    }
}
