package dev.sojourn.jpa;

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

/** Rules written on an entity itself join the policy's own, so that one policy drives everything. */
final class InlineRules {

    private InlineRules() {}

    /** The rule an annotation names: the policy's, or one named after its entity; empty when it names none. */
    static String ruleOf(Retained retained, String entity) {
        return retained.rule().isEmpty() && !retained.atMost().isEmpty() ? named(entity) : retained.rule();
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
                    read(entity, retained, policy, rules, faults);
                } else if (!retained.because().isEmpty() || retained.then() != Disposition.DELETE) {
                    faults.add(new Fault(
                            entity.name(),
                            "says then or because beside rule '" + retained.rule() + "', which says it itself",
                            "leave them out, or write the period here: atMost = \"P90D\""));
                }
            }
        }
        try {
            return policy.including(rules);
        } catch (FaultyDeclaration e) {
            faults.addAll(e.faults());
            return policy;
        }
    }

    private static void read(
            EntityDeclaration entity, Retained retained, Policy policy, List<RetentionRule> rules, List<Fault> faults) {
        String id = named(entity.name());
        if (!retained.rule().isEmpty() || !retained.with().isEmpty()) {
            faults.add(new Fault(
                    entity.name(),
                    "has atMost = \"" + retained.atMost() + "\" beside "
                            + (retained.rule().isEmpty() ? "with" : "rule '" + retained.rule() + "'"),
                    "keep one of the two"));
        } else if (!policy.versionsOf(id).isEmpty()) {
            faults.add(new Fault(
                    entity.name(),
                    "writes a rule inline, and the policy has a rule '" + id + "'",
                    "keep one of them: @Retained(rule = \"" + id + "\") takes the policy's"));
        } else {
            try {
                RetentionRule rule = RetentionRule.atMost(id, Period.parse(retained.atMost()))
                        .then(retained.then());
                rules.add(retained.because().isEmpty() ? rule : rule.because(retained.because()));
            } catch (DateTimeException e) {
                faults.add(new Fault(
                        entity.name(),
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
