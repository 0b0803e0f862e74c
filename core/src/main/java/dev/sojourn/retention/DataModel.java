package dev.sojourn.retention;

import dev.sojourn.policy.Fault;
import dev.sojourn.policy.Policy;
import java.util.List;
import java.util.Objects;

/**
 * The host's personal data as an adapter found it.
 *
 * @param policy the policy the data was compiled against, with the rules that the host wrote on its data
 * @param stores one for each entity under a rule, or reachable from a subject
 * @param faults everything the adapter cannot honour; start-up fails when there is any
 */
public record DataModel(Policy policy, List<PersonalDataStore> stores, List<Fault> faults) {

    /** Copies the lists. */
    public DataModel {
        Objects.requireNonNull(policy, "policy");
        stores = List.copyOf(stores);
        faults = List.copyOf(faults);
    }
}
