package dev.sojourn.processing;

import dev.sojourn.consent.ActHistory;
import dev.sojourn.consent.LegalBases;
import dev.sojourn.policy.Policy;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the past is told from: the acts in the ledger, tenants' declarations, and the policy versions that were in force
 * (GDPR 5(2)).
 *
 * <p>Thread-safe. The ledger says which version was in force when; the versions themselves the host hands over, since a
 * stored text is proof of a policy, and not the policy.
 */
public final class Past {

    private final Supplier<Instant> now;
    private final Function<Instant, Optional<PolicyInForce>> inForce;
    private final ActHistory history;
    private final LegalBases bases;
    private final Map<String, Policy> policies = new HashMap<>();

    /**
     * A past.
     *
     * @param now tells the time acts are recorded at
     * @param inForce tells which policy version was in force at an instant, as the ledger says
     * @param history tells which acts were recorded when
     * @param bases tells what tenants had declared when
     * @param policies the policy in force, and earlier ones
     */
    public Past(
            Supplier<Instant> now,
            Function<Instant, Optional<PolicyInForce>> inForce,
            ActHistory history,
            LegalBases bases,
            Collection<Policy> policies) {
        this.now = now;
        this.inForce = inForce;
        this.history = history;
        this.bases = bases;
        policies.forEach(policy -> this.policies.put(policy.digest(), policy));
    }

    PastGate at(Instant instant) {
        if (instant.isAfter(now.get())) {
            throw new IllegalArgumentException(
                    "nobody knows yet what will be recorded by " + instant + ": ask about an instant that has passed");
        }
        PolicyInForce then = inForce.apply(instant)
                .orElseThrow(() -> new IllegalStateException(
                        "no policy was in force here at " + instant + ": nothing was decided then"));
        Policy policy = Stream.of(then.digest(), then.declared())
                .flatMap(digest -> Optional.ofNullable(policies.get(digest)).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("policy version '" + then.version()
                        + "' was in force at " + instant
                        + ", and was not handed over: give it to the builder with formerly(…)"));
        return new PastGate(policy, history, bases, instant);
    }
}
