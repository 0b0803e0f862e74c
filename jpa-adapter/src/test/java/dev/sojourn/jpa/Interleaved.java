package dev.sojourn.jpa;

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
import dev.sojourn.policy.Disposition;
import dev.sojourn.policy.Policy;
import dev.sojourn.retention.DataDescription;
import dev.sojourn.retention.DataModel;
import dev.sojourn.retention.DataRow;
import dev.sojourn.retention.DisposalStore;
import dev.sojourn.retention.EventStore;
import dev.sojourn.retention.HoldStore;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RowKey;
import dev.sojourn.retention.RunStore;
import dev.sojourn.retention.Selection;
import dev.sojourn.retention.SweepHistory;
import dev.sojourn.retention.Tally;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Stores that let a rival in between two steps of a batch, once, at the moment a test names. */
final class Interleaved implements Stores {

    /** Between which steps of a batch. */
    enum Moment {
        /** Keys are chosen, nothing is locked. */
        AFTER_CANDIDATES,
        /** Rows are locked, nothing is judged. */
        AFTER_LOCK,
        /** Rows are judged, nothing is gone. */
        BEFORE_DISPOSAL
    }

    private final Stores stores;
    private final String entity;
    private final AtomicReference<Rival> rival = new AtomicReference<>();

    Interleaved(Stores stores, String entity) {
        this.stores = stores;
        this.entity = entity;
    }

    private record Rival(Moment moment, Runnable act) {}

    /** What the rival does, when that moment comes for the first time from now on. */
    void once(Moment moment, Runnable act) {
        rival.set(new Rival(moment, act));
    }

    /** Whether the rival has been there. */
    boolean isOver() {
        return rival.get() == null;
    }

    private void reached(Moment moment) {
        Rival waiting = rival.get();
        if (waiting != null && waiting.moment() == moment && rival.compareAndSet(waiting, null)) {
            waiting.act().run();
        }
    }

    @Override
    public UnitOfWork work() {
        return stores.work();
    }

    @Override
    public ChangeFeed feed() {
        return stores.feed();
    }

    @Override
    public SubjectStore subjects() {
        return stores.subjects();
    }

    @Override
    public LedgerStore ledger() {
        return stores.ledger();
    }

    @Override
    public ChainStore chains() {
        return stores.chains();
    }

    @Override
    public CheckpointStore checkpoints() {
        return stores.checkpoints();
    }

    @Override
    public SettingStore settings() {
        return stores.settings();
    }

    @Override
    public ConsentStore consents() {
        return stores.consents();
    }

    @Override
    public SuppressionStore suppressions() {
        return stores.suppressions();
    }

    @Override
    public IdentityStore identities() {
        return stores.identities();
    }

    @Override
    public PolicyArchive archive() {
        return stores.archive();
    }

    @Override
    public HoldStore holds() {
        return stores.holds();
    }

    @Override
    public EventStore events() {
        return stores.events();
    }

    @Override
    public RunStore runs() {
        return stores.runs();
    }

    @Override
    public SweepHistory sweeps() {
        return stores.sweeps();
    }

    @Override
    public DisposalStore disposals() {
        return stores.disposals();
    }

    @Override
    public DataModel data(Policy policy) {
        DataModel model = stores.data(policy);
        return new DataModel(
                model.policy(),
                model.stores().stream()
                        .map(store -> store.describe().entity().equals(entity) ? new Watched(store) : store)
                        .toList(),
                model.faults());
    }

    private final class Watched implements PersonalDataStore {

        private final PersonalDataStore store;

        Watched(PersonalDataStore store) {
            this.store = store;
        }

        @Override
        public DataDescription describe() {
            return store.describe();
        }

        @Override
        public List<Tally> tally(Selection selection) {
            return store.tally(selection);
        }

        @Override
        public List<RowKey> candidates(Selection selection, Optional<RowKey> after, int limit) {
            List<RowKey> keys = store.candidates(selection, after, limit);
            reached(Moment.AFTER_CANDIDATES);
            return keys;
        }

        @Override
        public List<DataRow> read(Selection selection, List<RowKey> keys, boolean locking) {
            List<DataRow> rows = store.read(selection, keys, locking);
            if (locking) {
                reached(Moment.AFTER_LOCK);
            }
            return rows;
        }

        @Override
        public Map<String, Long> dispose(List<DataRow> rows, Disposition disposition) {
            reached(Moment.BEFORE_DISPOSAL);
            return store.dispose(rows, disposition);
        }

        @Override
        public List<Map<String, Object>> copy(List<RowKey> keys) {
            return store.copy(keys);
        }
    }
}
