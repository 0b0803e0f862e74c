package dev.sojourn;

import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.SuppressionStore;
import dev.sojourn.ledger.ChainStore;
import dev.sojourn.ledger.ChangeFeed;
import dev.sojourn.ledger.CheckpointStore;
import dev.sojourn.ledger.IdentityStore;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.PolicyArchive;
import dev.sojourn.ledger.SettingStore;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.Policy;
import dev.sojourn.retention.DataModel;
import dev.sojourn.retention.DisposalStore;
import dev.sojourn.retention.EventStore;
import dev.sojourn.retention.HoldStore;
import dev.sojourn.retention.RunStore;
import dev.sojourn.retention.SweepHistory;

/** What a persistence adapter hands over: its stores, all of one database and one unit of work. */
public interface Stores {

    /**
     * The host's transaction.
     *
     * @return the port
     */
    UnitOfWork work();

    /**
     * Subjects' keys.
     *
     * @return the port
     */
    SubjectStore subjects();

    /**
     * The ledger.
     *
     * @return the port
     */
    LedgerStore ledger();

    /**
     * The ledger as other nodes follow it.
     *
     * @return the port
     */
    ChangeFeed feed();

    /**
     * All chains of the ledger at once.
     *
     * @return the port
     */
    ChainStore chains();

    /**
     * Checkpoints of the ledger.
     *
     * @return the port
     */
    CheckpointStore checkpoints();

    /**
     * Tenants' settings.
     *
     * @return the port
     */
    SettingStore settings();

    /**
     * Acts that stand.
     *
     * @return the port
     */
    ConsentStore consents();

    /**
     * What outlives the erasure of a person.
     *
     * @return the port
     */
    SuppressionStore suppressions();

    /**
     * Identities parted from their proof.
     *
     * @return the port
     */
    IdentityStore identities();

    /**
     * Policy versions and notices that were in force.
     *
     * @return the port
     */
    PolicyArchive archive();

    /**
     * Holds.
     *
     * @return the port
     */
    HoldStore holds();

    /**
     * Events the host reported.
     *
     * @return the port
     */
    EventStore events();

    /**
     * Runs.
     *
     * @return the port
     */
    RunStore runs();

    /**
     * What earlier runs took.
     *
     * @return the port
     */
    SweepHistory sweeps();

    /**
     * What copies of the host's rows have not acknowledged.
     *
     * @return the port
     */
    DisposalStore disposals();

    /**
     * The host's personal data, compiled against a policy.
     *
     * @param policy the policy whose rules apply
     * @return the stores, and every fault found
     */
    DataModel data(Policy policy);
}
