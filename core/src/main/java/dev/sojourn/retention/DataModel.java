package dev.sojourn.retention;

import dev.sojourn.policy.Fault;
import java.util.List;

/**
 * The host's personal data as an adapter found it.
 *
 * @param stores one for each entity under a rule, or reachable from a subject
 * @param faults everything the adapter cannot honour; start-up fails when there is any
 */
public record DataModel(List<PersonalDataStore> stores, List<Fault> faults) {

    /** Copies the lists. */
    public DataModel {
        stores = List.copyOf(stores);
        faults = List.copyOf(faults);
    }
}
