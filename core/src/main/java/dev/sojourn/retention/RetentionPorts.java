package dev.sojourn.retention;

import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.SubjectAct;
import dev.sojourn.ledger.SettingStore;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What retention asks of the outside.
 *
 * @param work the host's transaction
 * @param settings tenants' periods, zones and bases
 * @param consents the acts that stand
 * @param history every act of a subject, the oldest first
 * @param holds the holds
 * @param events the host's events
 * @param runs plans and runs
 * @param sweeps what earlier runs took
 * @param data the host's personal data, each kind once
 * @param conditions the host's answers to {@code unless}, by name
 * @param contracts the host's answer to {@code agreedInContract}; empty where no rule asks for it
 */
public record RetentionPorts(
        UnitOfWork work,
        SettingStore settings,
        ConsentStore consents,
        Function<DataSubject, List<SubjectAct>> history,
        HoldStore holds,
        EventStore events,
        RunStore runs,
        SweepHistory sweeps,
        List<PersonalDataStore> data,
        Map<String, SuspendingCondition> conditions,
        Optional<ContractPeriods> contracts) {

    /** Checks the parts and copies the collections. */
    public RetentionPorts {
        Objects.requireNonNull(work, "work");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(consents, "consents");
        Objects.requireNonNull(history, "history");
        Objects.requireNonNull(holds, "holds");
        Objects.requireNonNull(events, "events");
        Objects.requireNonNull(runs, "runs");
        Objects.requireNonNull(sweeps, "sweeps");
        data = List.copyOf(data);
        conditions = Map.copyOf(conditions);
        Objects.requireNonNull(contracts, "contracts");
    }
}
