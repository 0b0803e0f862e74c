package dev.sojourn.spring;

import dev.sojourn.policy.Policy;

/**
 * Says in Java what the policy states beside the application's configuration; beans of this type are called in their order,
 * after everything under {@code sojourn.policy} was read and before the policy is checked.
 */
@FunctionalInterface
public interface PolicyCustomizer {

    /**
     * Adds to the policy.
     *
     * @param policy the policy as configured so far; what it is given is checked together with the rest
     */
    void customize(Policy.Builder policy);
}
