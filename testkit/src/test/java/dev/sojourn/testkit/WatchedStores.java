package dev.sojourn.testkit;

import dev.sojourn.Stores;
import dev.sojourn.consent.ConsentStore;
import dev.sojourn.consent.SuppressionStore;
import dev.sojourn.ledger.Attachment;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.ChainStore;
import dev.sojourn.ledger.ChangeFeed;
import dev.sojourn.ledger.CheckpointStore;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.IdentityStore;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.PolicyArchive;
import dev.sojourn.ledger.SettingStore;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.Policy;
import dev.sojourn.retention.Cutoffs;
import dev.sojourn.retention.DataModel;
import dev.sojourn.retention.DisposalStore;
import dev.sojourn.retention.EventStore;
import dev.sojourn.retention.HoldStore;
import dev.sojourn.retention.Run;
import dev.sojourn.retention.RunStore;
import dev.sojourn.retention.SweepHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Real stores that remember which runs were locked and how many holds were active then, and can be made to fail. */
final class WatchedStores implements Stores {

    private final Stores real;
    private final Set<EntryKind> refused = EnumSet.noneOf(EntryKind.class);
    private final List<String> locked = new ArrayList<>();
    private final List<List<String>> running = new ArrayList<>();
    private final List<Integer> activeHolds = new ArrayList<>();

    WatchedStores(Stores real) {
        this.real = real;
    }

    List<String> locked() {
        return locked;
    }

    List<List<String>> runningAtLock() {
        return running;
    }

    List<Integer> activeHoldsAtLock() {
        return activeHolds;
    }

    @Override
    public UnitOfWork work() {
        return real.work();
    }

    @Override
    public SubjectStore subjects() {
        return real.subjects();
    }

    /** Makes the ledger fail to take entries of a kind. */
    void refuse(EntryKind kind) {
        refused.add(kind);
    }

    @Override
    public LedgerStore ledger() {
        LedgerStore ledger = real.ledger();
        return new LedgerStore() {
            @Override
            public Head lock(ChainId chain) {
                return ledger.lock(chain);
            }

            @Override
            public void append(LedgerEntry entry, List<Attachment> attachments) {
                refuse(entry);
                ledger.append(entry, attachments);
            }

            @Override
            public void begin(List<LedgerEntry> entries) {
                entries.forEach(this::refuse);
                ledger.begin(entries);
            }

            private void refuse(LedgerEntry entry) {
                if (refused.contains(entry.kind())) {
                    throw new StoreException("the ledger is full", new IllegalStateException("disk"), false);
                }
            }

            @Override
            public List<LedgerEntry> read(ChainId chain, long after, int limit) {
                return ledger.read(chain, after, limit);
            }

            @Override
            public List<Attachment> attachments(ChainId chain, long first, long last) {
                return ledger.attachments(chain, first, last);
            }

            @Override
            public boolean detach(ChainId chain, long number, String name) {
                return ledger.detach(chain, number, name);
            }
        };
    }

    @Override
    public ChangeFeed feed() {
        return real.feed();
    }

    @Override
    public ChainStore chains() {
        return real.chains();
    }

    @Override
    public CheckpointStore checkpoints() {
        return real.checkpoints();
    }

    @Override
    public SettingStore settings() {
        return real.settings();
    }

    @Override
    public ConsentStore consents() {
        return real.consents();
    }

    @Override
    public SuppressionStore suppressions() {
        return real.suppressions();
    }

    @Override
    public IdentityStore identities() {
        return real.identities();
    }

    @Override
    public PolicyArchive archive() {
        return real.archive();
    }

    @Override
    public HoldStore holds() {
        return real.holds();
    }

    @Override
    public EventStore events() {
        return real.events();
    }

    @Override
    public DataModel data(Policy policy) {
        return real.data(policy);
    }

    @Override
    public DisposalStore disposals() {
        return real.disposals();
    }

    @Override
    public SweepHistory sweeps() {
        return real.sweeps();
    }

    @Override
    public RunStore runs() {
        RunStore runs = real.runs();
        return new RunStore() {
            @Override
            public void add(Run run, List<Cutoffs> cutoffs) {
                runs.add(run, cutoffs);
            }

            @Override
            public void seal(String id, String digest) {
                runs.seal(id, digest);
            }

            @Override
            public Optional<Run> find(String id) {
                return runs.find(id);
            }

            @Override
            public void move(String id, Run.State state) {
                runs.move(id, state);
            }

            @Override
            public Optional<Run.State> lock(String id) {
                Optional<Run.State> state = runs.lock(id);
                locked.add(id);
                running.add(runs.running());
                activeHolds.add(real.holds().active().size());
                return state;
            }

            @Override
            public List<String> running() {
                return runs.running();
            }

            @Override
            public List<Run> latest(int limit) {
                return runs.latest(limit);
            }

            @Override
            public void forget(Instant expiredBefore) {
                runs.forget(expiredBefore);
            }
        };
    }
}
