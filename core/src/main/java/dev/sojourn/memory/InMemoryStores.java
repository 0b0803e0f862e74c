package dev.sojourn.memory;

import dev.sojourn.Stores;
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
import java.util.List;

/**
 * Everything Sojourn keeps, in the memory of this process, for tests and first steps: gone when the process ends.
 *
 * <p>Thread-safe. One unit of work runs at a time, and commits or rolls back as a whole.
 */
public final class InMemoryStores implements Stores {

    private final InMemoryUnitOfWork work = new InMemoryUnitOfWork();
    private final InMemorySubjects subjects = new InMemorySubjects(work);
    private final InMemoryFeed feed = new InMemoryFeed(work, subjects);
    private final InMemoryLedger ledger = new InMemoryLedger(work, feed);
    private final InMemoryCheckpoints checkpoints = new InMemoryCheckpoints(work);
    private final InMemorySettings settings = new InMemorySettings(work);
    private final InMemoryConsents consents = new InMemoryConsents(work, subjects, ledger);
    private final InMemoryHolds holds = new InMemoryHolds(work);
    private final InMemoryEvents events = new InMemoryEvents(work, subjects);
    private final InMemoryRuns runs = new InMemoryRuns(work);
    private final InMemorySweepHistory sweeps = new InMemorySweepHistory(work);
    private final InMemoryDisposals disposals = new InMemoryDisposals(work);
    private final InMemorySuppressions suppressions = new InMemorySuppressions(work);
    private final InMemoryIdentities identities = new InMemoryIdentities(work, subjects, consents, holds, events);
    private final InMemoryArchive archive = new InMemoryArchive(work);

    /** Stores in which nothing is kept yet. */
    public InMemoryStores() {
        // the fields are all there is to make
    }

    @Override
    public UnitOfWork work() {
        return work;
    }

    /** For records of the host's, which join the same units. */
    InMemoryUnitOfWork unitOfWork() {
        return work;
    }

    @Override
    public SubjectStore subjects() {
        return subjects;
    }

    @Override
    public LedgerStore ledger() {
        return ledger;
    }

    @Override
    public ChangeFeed feed() {
        return feed;
    }

    @Override
    public ChainStore chains() {
        return ledger;
    }

    @Override
    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    @Override
    public SettingStore settings() {
        return settings;
    }

    @Override
    public ConsentStore consents() {
        return consents;
    }

    @Override
    public SuppressionStore suppressions() {
        return suppressions;
    }

    @Override
    public IdentityStore identities() {
        return identities;
    }

    @Override
    public PolicyArchive archive() {
        return archive;
    }

    @Override
    public HoldStore holds() {
        return holds;
    }

    @Override
    public EventStore events() {
        return events;
    }

    @Override
    public RunStore runs() {
        return runs;
    }

    @Override
    public SweepHistory sweeps() {
        return sweeps;
    }

    @Override
    public DisposalStore disposals() {
        return disposals;
    }

    /** No data of the host's: give {@code Sojourn.Builder.data} what is kept elsewhere. */
    @Override
    public DataModel data(Policy policy) {
        return new DataModel(policy, List.of(), List.of());
    }
}
