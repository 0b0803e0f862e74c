package dev.sojourn.retention;

import dev.sojourn.ledger.StoreException;
import dev.sojourn.policy.Policy;
import dev.sojourn.policy.RetentionRule;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The periods that tenants' contracts state, as read while a run lasts; a rule whose contracts cannot be read has none. */
final class Contracts {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int PAGE = 1_000;

    private final Optional<ContractPeriods> port;
    private final Set<String> rules = new LinkedHashSet<>();
    private final Map<String, Map<String, Optional<Period>>> known = new HashMap<>();
    private final Map<String, StoreException> failures = new HashMap<>();

    Contracts(Policy policy, Optional<ContractPeriods> port) {
        this.port = port;
        policy.rules().stream()
                .filter(RetentionRule::isAgreedInContract)
                .map(RetentionRule::id)
                .forEach(rules::add);
    }

    boolean isAsked(String rule) {
        return rules.contains(rule);
    }

    /** Reads the contracts of tenants that were not met yet, a page at a time. */
    synchronized void meet(String rule, Collection<String> tenants) {
        Map<String, Optional<Period>> met = known.computeIfAbsent(rule, id -> new HashMap<>());
        List<String> fresh = tenants.stream()
                .filter(tenant -> !tenant.isBlank() && !met.containsKey(tenant))
                .distinct()
                .toList();
        for (int from = 0; from < fresh.size() && !failures.containsKey(rule); from += PAGE) {
            List<String> page = fresh.subList(from, Math.min(from + PAGE, fresh.size()));
            try {
                Map<String, Period> agreed = port.orElseThrow().among(rule, new ArrayList<>(page));
                page.forEach(tenant -> met.put(tenant, Optional.ofNullable(agreed.get(tenant))));
            } catch (RuntimeException e) {
                fail(rule, e);
            }
        }
    }

    /** Without tenants there is nobody whose data could be due. */
    synchronized void fail(String rule, RuntimeException failure) {
        String what = "the contract periods of rule '" + rule + "' could not be read: " + Failures.inWords(failure);
        LOG.warn("{}", what);
        failures.put(rule, new StoreException(what, failure, false));
    }

    synchronized Optional<Period> of(String rule, String tenant) {
        meet(rule, List.of(tenant));
        return failures.containsKey(rule)
                ? Optional.empty()
                : known.getOrDefault(rule, Map.of()).getOrDefault(tenant, Optional.empty());
    }

    /** The tenants met, with or without a period. */
    synchronized Set<String> tenants(String rule) {
        return Set.copyOf(known.getOrDefault(rule, Map.of()).keySet());
    }

    /** So that what a contract might make due is reported as failed, rather than kept for want of a period. */
    synchronized void check(String rule) {
        StoreException failure = failures.get(rule);
        if (failure != null) {
            throw new StoreException(String.valueOf(failure.getMessage()), failure, false);
        }
    }
}
