package dev.sojourn.retention;

import java.time.Period;
import java.util.Collection;
import java.util.Map;

/**
 * A host's answer to a rule {@code agreedInContract()}: how long the contract with each tenant, such as its order form, says
 * that its data is kept (GDPR 28(3)(g)).
 *
 * <p>Asked once for a page of tenants in every preview, sweep, forecast, explanation and erasure, and never remembered beyond
 * it, so that a changed contract counts from the next one. Called within a unit of work of Sojourn's; must be thread-safe.
 */
@FunctionalInterface
public interface ContractPeriods {

    /**
     * The periods agreed.
     *
     * @param rule the rule's id
     * @param tenants at most 1,000, none blank
     * @return a calendar-true period for each tenant whose contract states one, counted in the tenant's zone; the data of
     *     the others is kept and listed as unresolved
     */
    Map<String, Period> among(String rule, Collection<String> tenants);
}
