package dev.sojourn.retention;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Trigger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether data that was derived from other data can go with it. */
final class SourceCheck {

    private final Policy policy;
    private final Map<String, DataDescription> known = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private SourceCheck(Policy policy, List<PersonalDataStore> data) {
        this.policy = policy;
        data.forEach(store -> known.put(store.describe().entity(), store.describe()));
    }

    static List<Fault> faults(Policy policy, List<PersonalDataStore> data) {
        SourceCheck check = new SourceCheck(policy, data);
        check.known.values().forEach(check::entity);
        return check.faults;
    }

    private void entity(DataDescription entity) {
        if (entity.sources().isEmpty()) {
            entity.bindings().stream()
                    .filter(binding -> policy.versionsOf(binding.rule()).stream()
                            .anyMatch(version -> version.trigger() instanceof Trigger.DisposalOfSource))
                    .forEach(binding -> fault(
                            entity.entity() + " under rule '" + binding.rule() + "'",
                            "goes with the row it was derived from, and names none",
                            "write @DerivedFrom on the association to it, or start the rule from something else"));
            return;
        }
        for (String source : entity.sources()) {
            DataDescription found = known.get(source);
            if (found == null || found.bindings().isEmpty()) {
                fault(
                        entity.entity(),
                        "was derived from " + source + ", which "
                                + (found == null ? "is no personal data known here" : "is under no rule"),
                        "put " + source + " under a rule, or take the derivation away; known are "
                                + new TreeSet<>(known.keySet()));
            }
        }
        if (origins(entity).contains(entity.entity())) {
            fault(
                    entity.entity(),
                    "was derived from itself, by way of " + origins(entity),
                    "take one derivation of the circle away");
        } else if (entity.bindings().stream().noneMatch(this::takesRows)) {
            fault(
                    entity.entity(),
                    "was derived from " + String.join(" or ", entity.sources()) + ", and no rule of its own lets it go",
                    "add @Retained(rule = …) with a rule atMost(…).fromDisposalOfSource()");
        }
    }

    private boolean takesRows(DataDescription.Binding binding) {
        return policy.versionsOf(binding.rule()).stream()
                .filter(RetentionRule::isCeiling)
                .anyMatch(version -> Finality.of(version.disposition()) == Finality.TAKES_ROW);
    }

    /** Everything an entity's rows go back to. */
    private Set<String> origins(DataDescription entity) {
        Set<String> origins = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(entity.sources());
        while (!open.isEmpty()) {
            String at = open.pop();
            if (origins.add(at) && known.containsKey(at)) {
                open.addAll(known.get(at).sources());
            }
        }
        return origins;
    }

    private void fault(String element, String problem, String mend) {
        faults.add(new Fault(element, problem, mend));
    }
}
