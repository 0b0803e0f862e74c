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

    /** A rule, all its versions, and the attribute of this entity that starts it. */
    record Bound(String id, Optional<String> attribute, List<RetentionRule> versions) {

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
        DataDescription description = store.describe();
        List<Bound> rules = new ArrayList<>();
        Set<String> categories = new LinkedHashSet<>();
        for (DataDescription.Binding binding : description.bindings()) {
            List<RetentionRule> versions = policy.versionsOf(binding.rule());
            rules.add(new Bound(binding.rule(), binding.attribute(), versions));
            versions.forEach(version -> categories.add(version.category()));
        }
        return new EntityRules(store, description, List.copyOf(rules), Collections.unmodifiableSet(categories));
    }

    String name() {
        return description.entity();
    }
}
