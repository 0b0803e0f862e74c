package dev.sojourn;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import java.util.List;
import java.util.stream.Collectors;

/** Whether somebody reads the contracts that rules take their period from, and whether any rule does. */
final class ContractFaults {

    private ContractFaults() {}

    static List<Fault> of(Policy policy, boolean answered) {
        String asking = policy.rules().stream()
                .filter(RetentionRule::isAgreedInContract)
                .map(rule -> "'" + rule.id() + "'")
                .distinct()
                .collect(Collectors.joining(", "));
        if (asking.isEmpty() == answered) {
            return List.of(
                    answered
                            ? new Fault(
                                    "contractPeriods",
                                    "answers no rule",
                                    "leave it out, or declare a rule agreedInContract()")
                            : new Fault(
                                    "rule " + asking,
                                    "takes its period from tenants' contracts, which nobody reads",
                                    "register Sojourn.builder(…).contractPeriods(…)"));
        }
        return List.of();
    }
}
