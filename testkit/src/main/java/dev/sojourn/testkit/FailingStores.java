package dev.sojourn.testkit;

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
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.SubjectStore;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.Policy;
import dev.sojourn.retention.DataModel;
import dev.sojourn.retention.DisposalStore;
import dev.sojourn.retention.EventStore;
import dev.sojourn.retention.HoldStore;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.RunStore;
import dev.sojourn.retention.SweepHistory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Real stores, any port of which fails when a test says so: what a host does when its database is away can be tested
 * without mocks.
 *
 * <p>Thread-safe. A port that fails throws {@link StoreException} from each of its methods and does nothing else.
 */
public final class FailingStores implements Stores {

    private final Stores real;
    private final Set<Class<?>> failing = ConcurrentHashMap.newKeySet();

    private FailingStores(Stores real) {
        this.real = Objects.requireNonNull(real, "real");
    }

    /**
     * Stores that work until told otherwise.
     *
     * @param real what does the work
     * @return the stores
     */
    public static FailingStores over(Stores real) {
        return new FailingStores(real);
    }

    /**
     * Makes a port fail from now on.
     *
     * @param port for example {@code ConsentStore.class}; {@code PersonalDataStore.class} means the host's data
     * @return these stores
     */
    public FailingStores failing(Class<?> port) {
        failing.add(port);
        return this;
    }

    /**
     * Makes every port work again.
     *
     * @return these stores
     */
    public FailingStores healed() {
        failing.clear();
        return this;
    }

    @Override
    public UnitOfWork work() {
        return port(UnitOfWork.class, real.work());
    }

    @Override
    public SubjectStore subjects() {
        return port(SubjectStore.class, real.subjects());
    }

    @Override
    public LedgerStore ledger() {
        return port(LedgerStore.class, real.ledger());
    }

    @Override
    public ChangeFeed feed() {
        return port(ChangeFeed.class, real.feed());
    }

    @Override
    public ChainStore chains() {
        return port(ChainStore.class, real.chains());
    }

    @Override
    public CheckpointStore checkpoints() {
        return port(CheckpointStore.class, real.checkpoints());
    }

    @Override
    public SettingStore settings() {
        return port(SettingStore.class, real.settings());
    }

    @Override
    public ConsentStore consents() {
        return port(ConsentStore.class, real.consents());
    }

    @Override
    public SuppressionStore suppressions() {
        return port(SuppressionStore.class, real.suppressions());
    }

    @Override
    public IdentityStore identities() {
        return port(IdentityStore.class, real.identities());
    }

    @Override
    public PolicyArchive archive() {
        return port(PolicyArchive.class, real.archive());
    }

    @Override
    public HoldStore holds() {
        return port(HoldStore.class, real.holds());
    }

    @Override
    public EventStore events() {
        return port(EventStore.class, real.events());
    }

    @Override
    public RunStore runs() {
        return port(RunStore.class, real.runs());
    }

    @Override
    public SweepHistory sweeps() {
        return port(SweepHistory.class, real.sweeps());
    }

    @Override
    public DisposalStore disposals() {
        return port(DisposalStore.class, real.disposals());
    }

    @Override
    public DataModel data(Policy policy) {
        DataModel model = real.data(policy);
        return new DataModel(
                model.policy(),
                model.stores().stream()
                        .map(store -> port(PersonalDataStore.class, store))
                        .toList(),
                model.faults());
    }

    private <T> T port(Class<T> port, T working) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    if (failing.contains(port) && method.getDeclaringClass() != Object.class) {
                        throw new StoreException(
                                port.getSimpleName() + " could not " + method.getName(),
                                new IllegalStateException("a test made it fail"),
                                false);
                    }
                    try {
                        return method.invoke(working, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                }));
    }
}
