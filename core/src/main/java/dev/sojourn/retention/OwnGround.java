package dev.sojourn.retention;

import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.policy.Trigger;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether derived data may outlive what it was derived from. */
public final class OwnGround {

    private OwnGround() {}

    /**
     * Whether a rule of derived rows serves a purpose that none of their source serves, and no rule of theirs says that
     * they go with it all the same.
     *
     * @param policy the policy in force
     * @param rules ids of the rules of the derived rows
     * @param ofSource ids of the rules of the rows they were derived from
     * @return false when the derived rows go with their source
     */
    public static boolean exists(Policy policy, Collection<String> rules, Collection<String> ofSource) {
        Set<String> served = purposes(policy, ofSource).collect(Collectors.toSet());
        return purposes(policy, rules).anyMatch(purpose -> !served.contains(purpose))
                && rules.stream()
                        .flatMap(rule -> policy.versionsOf(rule).stream())
                        .noneMatch(version -> version.trigger() instanceof Trigger.DisposalOfSource);
    }

    private static Stream<String> purposes(Policy policy, Collection<String> rules) {
        return rules.stream()
                .flatMap(rule -> policy.versionsOf(rule).stream())
                .map(RetentionRule::purposes)
                .flatMap(Set::stream);
    }
}
