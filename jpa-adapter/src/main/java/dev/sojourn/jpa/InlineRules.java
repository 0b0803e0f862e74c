package dev.sojourn.jpa;

import dev.sojourn.annotation.PersonalData;
import dev.sojourn.annotation.Retained;
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Fault;
import dev.sojourn.policy.FaultyDeclaration;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import java.time.DateTimeException;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rules written on an entity itself join the policy's own, so that one policy drives everything. */
final class InlineRules {

    private InlineRules() {}

    /** The rule an annotation names: the policy's, or one named after its entity; empty when it names none. */
    static String ruleOf(Retained retained, String entity) {
        return retained.rule().isEmpty() && !retained.atMost().isEmpty() ? named(entity) : retained.rule();
    }

    /** The same for an annotation on an attribute: the policy's, or one named after both. */
    static String ruleOf(Retained retained, EntityDeclaration entity, String path) {
        return retained.rule().isEmpty() && !retained.atMost().isEmpty()
                ? named(entity.ownerOf(path)) + "." + named(path)
                : retained.rule();
    }

    /** The policy with the rules of these entities; faulty ones are left out and reported. */
    static Policy addTo(Policy policy, Collection<EntityDeclaration> entities, List<Fault> faults) {
        List<RetentionRule> rules = new ArrayList<>();
        for (EntityDeclaration entity : entities) {
            for (Retained retained : entity.rules()) {
                if (!entity.ownerOf(retained).equals(entity.name())) {
                    continue;
                }
                if (!retained.atMost().isEmpty()) {
                    read(entity.name(), named(entity.name()), Optional.empty(), retained, policy, rules, faults);
                } else if (!retained.because().isEmpty() || retained.then() != Disposition.DELETE) {
                    faults.add(new Fault(
                            entity.name(),
                            "says then or because beside rule '" + retained.rule() + "', which says it itself",
                            "leave them out, or write the period here: atMost = \"P90D\""));
                }
            }
            ofAttributes(entity, policy, rules, faults);
        }
        try {
            return policy.including(rules);
        } catch (FaultyDeclaration e) {
            faults.addAll(e.faults());
            return policy;
        }
    }

    private static void ofAttributes(
            EntityDeclaration entity, Policy policy, List<RetentionRule> rules, List<Fault> faults) {
        for (EntityDeclaration.Leaf leaf : entity.leaves()) {
            for (Retained retained : entity.rulesOf(leaf.path())) {
                if (retained.atMost().isEmpty() || !entity.ownerOf(leaf.path()).equals(entity.name())) {
                    continue;
                }
                if (retained.then() != Disposition.REDACT) {
                    faults.add(new Fault(
                            entity.element(leaf.path()),
                            "is under a rule written inline that would " + retained.then()
                                    + ", and an attribute can only" + " be redacted while its row stays",
                            "write then = REDACT, or put the rule on the entity"));
                } else {
                    read(
                            entity.element(leaf.path()),
                            ruleOf(retained, entity, leaf.path()),
                            category(entity, leaf.path(), policy),
                            retained,
                            policy,
                            rules,
                            faults);
                }
            }
        }
    }

    /** Its own, else that of its row, so that what the law keeps of the row it keeps of the attribute. */
    private static Optional<String> category(EntityDeclaration entity, String path, Policy policy) {
        return RedactionCompiler.written(entity, path, PersonalData.class)
                .map(PersonalData::category)
                .filter(name -> !name.isEmpty())
                .or(() -> entity.rules().stream()
                        .map(retained -> ruleOf(retained, entity.ownerOf(retained)))
                        .filter(rule -> !rule.isEmpty())
                        .findFirst()
                        .map(rule -> policy.versionsOf(rule).stream()
                                .findFirst()
                                .map(RetentionRule::category)
                                .orElse(rule)));
    }

    private static void read(
            String element,
            String id,
            Optional<String> category,
            Retained retained,
            Policy policy,
            List<RetentionRule> rules,
            List<Fault> faults) {
        if (!retained.rule().isEmpty() || !retained.with().isEmpty()) {
            faults.add(new Fault(
                    element,
                    "has atMost = \"" + retained.atMost() + "\" beside "
                            + (retained.rule().isEmpty() ? "with" : "rule '" + retained.rule() + "'"),
                    "keep one of the two"));
        } else if (!policy.versionsOf(id).isEmpty()) {
            faults.add(new Fault(
                    element,
                    "writes a rule inline, and the policy has a rule '" + id + "'",
                    "keep one of them: @Retained(rule = \"" + id + "\") takes the policy's"));
        } else {
            try {
                RetentionRule rule = RetentionRule.atMost(id, Period.parse(retained.atMost()))
                        .then(retained.then());
                RetentionRule governing = category.map(rule::governing).orElse(rule);
                rules.add(retained.because().isEmpty() ? governing : governing.because(retained.because()));
            } catch (DateTimeException e) {
                faults.add(new Fault(
                        element,
                        "has the period atMost = \"" + retained.atMost() + "\", which is no ISO 8601 period of days",
                        "write years, months, weeks or days, such as \"P90D\" or \"P24M\""));
            }
        }
    }

    /** VoiceRecording is under rule voice-recording. */
    private static String named(String entity) {
        return entity.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
