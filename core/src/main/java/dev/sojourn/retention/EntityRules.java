package dev.sojourn.retention;

import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Trigger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An entity and the rules that meet on its rows. */
record EntityRules(PersonalDataStore store, DataDescription description, List<Bound> rules, Set<String> categories) {

    /**
     * A rule, all its versions, and the attribute of this entity that starts it; floor only where a more specific ceiling
     * replaces its own: that of one attribute the row's, that of a class those of the classes above it.
     */
    record Bound(String id, Optional<String> attribute, List<RetentionRule> versions, boolean floorOnly) {

        /** The version that governs records of a day in the controller's zone. */
        Optional<RetentionRule> versionOn(LocalDate day) {
            RetentionRule found = null;
            for (RetentionRule version : versions) {
                if (version.recordsFrom().map(from -> !day.isBefore(from)).orElse(true)) {
                    found = version;
                }
            }
            return Optional.ofNullable(found);
        }

        /** The first day the next version governs. */
        Optional<LocalDate> endOf(RetentionRule version) {
            int next = versions.indexOf(version) + 1;
            return next < versions.size() ? versions.get(next).recordsFrom() : Optional.empty();
        }

        RetentionRule latest() {
            return versions.get(versions.size() - 1);
        }

        boolean isFloor() {
            return versions.stream().anyMatch(RetentionRule::isFloor);
        }

        boolean isCeiling() {
            return !floorOnly && versions.stream().anyMatch(RetentionRule::isCeiling);
        }

        boolean isSuspendable() {
            return versions.stream().anyMatch(version -> version.suspension().isPresent());
        }

        /** The host's event that starts the rule, where no attribute of the row tells. */
        Optional<String> hostEvent() {
            return attribute.isEmpty() && latest().trigger() instanceof Trigger.Event event
                    ? Optional.of(event.name())
                    : Optional.empty();
        }
    }

    static EntityRules of(PersonalDataStore store, Policy policy) {
        return of(store, policy, Optional.empty());
    }

    /** The rules of rows, or of one attribute of the rows of a whole. */
    static EntityRules of(PersonalDataStore store, Policy policy, Optional<DataDescription> whole) {
        DataDescription description = store.describe();
        List<Bound> rules = new ArrayList<>();
        Set<String> categories = new LinkedHashSet<>();
        for (DataDescription.Binding binding : description.bindings()) {
            List<RetentionRule> versions = policy.versionsOf(binding.rule());
            if (!binding.floorOnly() || versions.stream().anyMatch(RetentionRule::isFloor)) {
                rules.add(new Bound(binding.rule(), binding.attribute(), versions, binding.floorOnly()));
            }
            versions.forEach(version -> categories.add(version.category()));
        }
        description.part().flatMap(DataDescription.Part::category).ifPresent(categories::add);
        whole.ifPresent(rows -> addFloors(rows, policy, categories, rules));
        return new EntityRules(store, description, List.copyOf(rules), Collections.unmodifiableSet(categories));
    }

    /** What keeps rows keeps their attributes of the same category; a hold or restriction on them any. */
    private static void addFloors(DataDescription whole, Policy policy, Set<String> categories, List<Bound> rules) {
        boolean ofRows = categories.isEmpty();
        Set<String> governed = new LinkedHashSet<>(categories);
        for (DataDescription.Binding binding : whole.bindings()) {
            List<RetentionRule> versions = policy.versionsOf(binding.rule());
            versions.forEach(version -> categories.add(version.category()));
            if (rules.stream().noneMatch(rule -> rule.id().equals(binding.rule()))
                    && versions.stream()
                            .anyMatch(version ->
                                    version.isFloor() && (ofRows || governed.contains(version.category())))) {
                rules.add(new Bound(binding.rule(), binding.attribute(), versions, true));
            }
        }
    }

    /** Whether this is one attribute of rows. */
    boolean isPart() {
        return description.part().isPresent();
    }

    String name() {
        return description.entity();
    }
}
