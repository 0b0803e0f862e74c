package dev.sojourn.retention;

import dev.sojourn.annotation.Retained;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Trigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the host's data can honour the rules it is bound to; every fault at once, when Sojourn starts. */
public final class BindingCheck {

    private final Policy policy;
    private final Set<String> conditions;
    private final Set<String> ofAttributes;
    private final List<Fault> faults = new ArrayList<>();

    private BindingCheck(Policy policy, Set<String> conditions, Set<String> ofAttributes) {
        this.policy = policy;
        this.conditions = conditions;
        this.ofAttributes = ofAttributes;
    }

    /**
     * Finds what is wrong with how data is bound to rules.
     *
     * @param policy whose rules apply
     * @param data every kind of data, from the adapter and from the host
     * @param conditions names of the suspending conditions the host registered
     * @return every fault, in the order of the data; empty when there is none
     */
    public static List<Fault> faults(Policy policy, List<PersonalDataStore> data, Set<String> conditions) {
        BindingCheck check = new BindingCheck(policy, conditions, ofAttributesAlone(data));
        Set<String> names = new HashSet<>();
        for (PersonalDataStore store : data) {
            DataDescription entity = store.describe();
            if (!names.add(entity.entity())) {
                check.fault(
                        "entity '" + entity.entity() + "'",
                        "two kinds of data claim this name",
                        "give each a name of its own");
            }
            check.entity(entity, reached(entity, data));
        }
        check.faults.addAll(SourceCheck.faults(policy, data));
        return List.copyOf(check.faults);
    }

    /** Rules that reach single attributes and no rows: they ask nothing of other rows of their category. */
    private static Set<String> ofAttributesAlone(List<PersonalDataStore> data) {
        Set<String> rules = new LinkedHashSet<>();
        Set<String> ofRows = new LinkedHashSet<>();
        for (PersonalDataStore store : data) {
            DataDescription described = store.describe();
            described
                    .bindings()
                    .forEach(binding -> (described.part().isPresent() ? rules : ofRows).add(binding.rule()));
        }
        rules.removeAll(ofRows);
        return rules;
    }

    /** The rules of a class above, below or beside, of one attribute of the rows, or of the rows of one attribute. */
    private static Set<String> reached(DataDescription entity, List<PersonalDataStore> data) {
        Set<String> rules = new LinkedHashSet<>();
        data.stream()
                .map(PersonalDataStore::describe)
                .filter(other ->
                        isKin(entity.type(), other.type()) || isPartOf(entity, other) || isPartOf(other, entity))
                .forEach(other -> other.bindings().forEach(binding -> rules.add(binding.rule())));
        return rules;
    }

    /** Whether two classes are one another's, or are both of a class that writes a rule for its kinds. */
    private static boolean isKin(Class<?> one, Class<?> other) {
        if (one.equals(other)) {
            return false;
        }
        for (Class<?> at = one; at != null; at = at.getSuperclass()) {
            boolean shares = at.equals(one) || at.getDeclaredAnnotationsByType(Retained.class).length > 0;
            if (shares && at.isAssignableFrom(other)) {
                return true;
            }
        }
        return other.isAssignableFrom(one) && !other.equals(Object.class);
    }

    private static boolean isPartOf(DataDescription part, DataDescription whole) {
        return part.part().filter(known -> known.of().equals(whole.entity())).isPresent();
    }

    private void entity(DataDescription entity, Set<String> reached) {
        Set<String> bound = new LinkedHashSet<>();
        Set<String> categories = new LinkedHashSet<>();
        for (DataDescription.Binding binding : entity.bindings()) {
            List<RetentionRule> versions = policy.versionsOf(binding.rule());
            String element = entity.entity() + " under rule '" + binding.rule() + "'";
            if (!bound.add(binding.rule())) {
                fault(element, "is bound twice to the same rule", "bind it once");
            }
            if (versions.isEmpty()) {
                fault(element, "the policy has no such rule", "name one of " + ruleNames());
            }
            for (RetentionRule version : versions) {
                categories.add(version.category());
                version(entity, binding, version, element);
            }
        }
        dispositions(entity);
        bound.addAll(reached);
        categories.forEach(category -> missing(entity, category, bound));
    }

    /** What two rules would do to the same row, one after the other, they could not do both. */
    private void dispositions(DataDescription entity) {
        Set<String> keeping = entity.bindings().stream()
                .filter(binding -> !binding.floorOnly())
                .flatMap(binding -> policy.versionsOf(binding.rule()).stream())
                .filter(version -> version.isCeiling() && version.disposition().keepsRow())
                .map(version -> version.disposition()
                        + (version.disposition() == Disposition.BY_HOST ? " by rule '" + version.id() + "'" : ""))
                .collect(Collectors.toCollection(TreeSet::new));
        if (keeping.size() > 1) {
            fault(
                    entity.entity(),
                    "is under several rules that leave its rows, each in its own way: " + keeping,
                    "keep one of them: what is anonymised is redacted, too, and the host may redact in what it does");
        }
    }

    private void missing(DataDescription entity, String category, Set<String> bound) {
        Set<String> missing = new TreeSet<>();
        policy.rules().stream()
                .filter(rule -> rule.category().equals(category)
                        && !bound.contains(rule.id())
                        && !ofAttributes.contains(rule.id()))
                .forEach(rule -> missing.add(rule.id()));
        missing.forEach(rule -> fault(
                entity.entity(),
                "holds data of category '" + category + "' but is not bound to its rule '" + rule + "'",
                "bind it to every rule of the category, each from an attribute of its own, so that all of them count"));
    }

    private void version(
            DataDescription entity, DataDescription.Binding binding, RetentionRule version, String element) {
        start(entity, binding, version, element);
        if (version.tenantChoice().isPresent() && !entity.hasTenant()) {
            fault(
                    element,
                    "tenants choose the period, but its rows know no tenant",
                    "say which attribute holds the tenant, or give the rule a period of its own");
        }
        if (version.isAgreedInContract() && !entity.hasTenant()) {
            fault(
                    element,
                    "takes its period from the contract of each tenant, but its rows know no tenant",
                    "say which attribute holds the tenant, or give the rule a period of its own");
        }
        version.suspension().ifPresent(condition -> suspension(entity, condition, element));
        version.fallback()
                .filter(fallback -> !entity.times().contains(fallback.attribute()))
                .ifPresent(fallback -> fault(
                        element,
                        "falls back on '" + fallback.attribute() + "', which is no day or moment of its rows",
                        "name one of " + new TreeSet<>(entity.times())));
        if (version.isCeiling()
                && !binding.floorOnly()
                && !entity.dispositions().contains(asked(version.disposition()))) {
            fault(
                    element,
                    "its store cannot " + version.disposition() + " rows",
                    "choose one of " + new TreeSet<>(entity.dispositions()));
        }
    }

    /** What a store must be able to do: what is archived or approved is deleted from it. */
    private static Disposition asked(Disposition disposition) {
        return disposition == Disposition.ARCHIVE || disposition == Disposition.REVIEW
                ? Disposition.DELETE
                : disposition;
    }

    private void start(DataDescription entity, DataDescription.Binding binding, RetentionRule version, String element) {
        Trigger trigger = version.trigger();
        Optional<String> attribute = binding.attribute();
        boolean immediate = trigger instanceof Trigger.EndOfConsent || trigger instanceof Trigger.DisposalOfSource;
        if (immediate && attribute.isPresent()) {
            fault(
                    element,
                    "names attribute '" + attribute.get() + "', but the rule starts from no attribute",
                    "leave the attribute out");
        } else if (attribute.isPresent() && !entity.times().contains(attribute.get())) {
            fault(
                    element,
                    "starts from '" + attribute.get() + "', which is no day or moment of its rows",
                    "name one of " + new TreeSet<>(entity.times()));
        } else if (attribute.isEmpty() && !immediate && !(trigger instanceof Trigger.Event)) {
            fault(element, "names no attribute to start from", "name one of " + new TreeSet<>(entity.times()));
        }
        boolean fromSubject =
                trigger instanceof Trigger.EndOfConsent || trigger instanceof Trigger.Event && attribute.isEmpty();
        if (fromSubject && !entity.hasSubject()) {
            fault(
                    element,
                    "starts from what happens to its subject, but its rows know no subject",
                    "say which attribute holds the subject, or name an attribute to start from");
        }
    }

    private void suspension(DataDescription entity, String condition, String element) {
        if (!conditions.contains(condition)) {
            fault(
                    element,
                    "is deferred by the condition '" + condition + "', which nobody answers",
                    "register it with Sojourn.builder(…).condition(\"" + condition + "\", …)");
        }
        if (!entity.hasSubject()) {
            fault(
                    element,
                    "is deferred by a condition of its subject, but its rows know no subject",
                    "say which attribute holds the subject");
        }
    }

    private Set<String> ruleNames() {
        Set<String> names = new TreeSet<>();
        policy.rules().forEach(rule -> names.add(rule.id()));
        return names;
    }

    private void fault(String element, String problem, String mend) {
        Fault fault = new Fault(element, problem, mend);
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }
}
