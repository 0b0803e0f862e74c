package dev.sojourn.jpa;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One entity manager, its transaction, and what the stores know for as long as it lasts: subjects' keys, which never
 * change, and heads of chains, which nobody else can move while this unit has them locked.
 */
final class Unit implements JpaTransactions.Ending {

    private static final Logger LOG = LoggerFactory.getLogger(JpaUnitOfWork.class);

    private final EntityManager entityManager;
    private final List<UnitOfWork.Completion> callbacks = new ArrayList<>();
    private final Map<DataSubject, String> keys = new Recent<>();
    private final Map<ChainId, LedgerStore.Head> heads = new Recent<>();
    private final Set<ChainId> unmade = new HashSet<>();
    private final Set<ChainId> beyondView = new HashSet<>();
    private final Optional<Isolation> lowered;
    private final LongSupplier nanoTime;
    private Optional<String> tenant = Optional.empty();
    private @Nullable Put put;
    private @Nullable DataSubject actsOf;
    private List<Object[]> acts = List.of();
    private @Nullable Throwable failure;
    private boolean used;
    private boolean readCommitted;
    private boolean past;
    private long recordedAt;
    private @Nullable Duration longest;

    private Unit(EntityManager entityManager, Optional<Isolation> lowered, LongSupplier nanoTime) {
        this.entityManager = entityManager;
        this.lowered = lowered;
        this.nanoTime = nanoTime;
    }

    /**
     * Begins a unit.
     *
     * @param lowered makes it READ COMMITTED where the database would not; empty when it is the host's
     */
    static Unit begin(EntityManagerFactory factory, Optional<Isolation> lowered, LongSupplier nanoTime) {
        EntityManager entityManager = open(factory);
        try {
            entityManager.getTransaction().begin();
            Connections.takeOne(entityManager);
            return new Unit(entityManager, lowered, nanoTime);
        } catch (RuntimeException e) {
            entityManager.close();
            throw StoreFailures.translate("begin a unit of work", e);
        }
    }

    /** A provider may refuse, for example where nobody told it which tenant the thread is in. */
    static EntityManager open(EntityManagerFactory factory) {
        try {
            return factory.createEntityManager();
        } catch (RuntimeException e) {
            throw StoreFailures.translate("begin a unit of work", e);
        }
    }

    /** A unit in a transaction of the host's, who may have read in it before unless it was begun for us. */
    static Unit in(EntityManager entityManager, Optional<Isolation> lowered, LongSupplier nanoTime, boolean used) {
        Unit unit = new Unit(entityManager, lowered, nanoTime);
        unit.used = used;
        return unit;
    }

    /** Notes the tenant whose schema or database its connection is in. */
    Unit in(Optional<String> entered) {
        tenant = entered;
        return this;
    }

    /** The tenant whose data it sees; empty where nobody entered one. */
    Optional<String> tenant() {
        return tenant;
    }

    EntityManager entityManager() {
        if (!used) {
            used = true;
            readCommitted =
                    lowered.map(isolation -> isolation.lower(entityManager)).orElse(false);
        }
        return entityManager;
    }

    /**
     * Whether it was made READ COMMITTED; false as well where the database made it so by itself. For who is about to use
     * it: from here on it counts as used.
     */
    boolean isReadCommitted() {
        entityManager();
        return readCommitted;
    }

    /**
     * Notes that nobody else can add to a chain any more.
     *
     * @param inView whether the unit's view shows the chain as it is now
     */
    void locked(ChainId chain, boolean inView) {
        if (!inView) {
            beyondView.add(chain);
        }
    }

    /** Whether a chain had grown beyond the unit's view when it was locked. */
    boolean isBeyondView(ChainId chain) {
        return beyondView.contains(chain);
    }

    /** Whether anybody may have read in it: until then it has no view that could be an old one. */
    boolean isUsed() {
        return used;
    }

    /** Notes that it is above READ COMMITTED, and was read in before. */
    void seesThePast() {
        past = true;
    }

    boolean isPast() {
        return past;
    }

    /** Notes an entry of the ledger, which other nodes and checkpoints will wait for no longer than this. */
    void recordedWithin(Duration limit) {
        if (longest == null) {
            longest = limit;
            recordedAt = nanoTime.getAsLong();
        }
    }

    Map<DataSubject, String> keys() {
        return keys;
    }

    Map<ChainId, LedgerStore.Head> heads() {
        return heads;
    }

    /**
     * Notes the chain of a subject enrolled here: nobody else can know its name, so that it is empty, and is locked without
     * a row that stands for it. The row is made with the first entry.
     */
    void enrolled(ChainId chain) {
        unmade.add(chain);
        heads.put(chain, LedgerStore.Head.EMPTY);
    }

    /** Whether a chain is such a one and still has no row. */
    boolean isUnmade(ChainId chain) {
        return unmade.contains(chain);
    }

    /** Notes that its row is made; false when it was none of those. */
    boolean makes(ChainId chain) {
        return unmade.remove(chain);
    }

    /** Keeps the rows of a subject's acts, read under its chain's lock, for whoever asks for them next. */
    void readActs(DataSubject subject, List<Object[]> rows) {
        actsOf = subject;
        acts = rows;
    }

    /** Those rows, once; empty where something was written since. */
    Optional<List<Object[]>> takeActs(DataSubject subject) {
        Optional<List<Object[]>> taken = subject.equals(actsOf) ? Optional.of(acts) : Optional.empty();
        forgetActs();
        return taken;
    }

    void forgetActs() {
        actsOf = null;
        acts = List.of();
    }

    /**
     * A row that goes with the entry about to be added.
     *
     * @param sql the statement, for numbers of its parameters that begin behind so many
     * @param values its parameters
     */
    record Put(IntFunction<String> sql, Object[] values) {}

    /** Leaves a row for whoever adds the entry it goes with, which is the next thing done. */
    void putWithEntry(Put row) {
        put = row;
    }

    Optional<Put> takePut() {
        Optional<Put> taken = Optional.ofNullable(put);
        put = null;
        return taken;
    }

    void fail(Throwable cause) {
        failure = cause;
    }

    void commit() {
        beforeCommit();
        try {
            entityManager.getTransaction().commit();
        } catch (RuntimeException e) {
            throw StoreFailures.translate("commit the unit", e);
        }
    }

    @Override
    public void beforeCommit() {
        Throwable cause = failure;
        if (cause != null) {
            throw new StoreException(
                    "the unit was rolled back: work that joined it had failed", cause, StoreFailures.isLostRace(cause));
        }
        Duration limit = longest;
        if (limit != null && nanoTime.getAsLong() - recordedAt > limit.toNanos()) {
            throw new StoreException(
                    "the unit was rolled back: it went on for more than " + limit
                            + " after it first recorded something, so that other nodes or a checkpoint could miss it",
                    new IllegalStateException(
                            "the longest a unit may take is set by JpaStores.longestUnit; better split"
                                    + " the work into shorter units"),
                    false);
        }
    }

    @Override
    public void afterCompletion(boolean committed) {
        complete(committed);
    }

    /** Never throws: the caller is already on its way out, perhaps with an exception that matters more. */
    void close(boolean committed) {
        try {
            if (!committed && entityManager.getTransaction().isActive()) {
                entityManager.getTransaction().rollback();
            }
        } catch (RuntimeException e) {
            LOG.warn("a unit could not be rolled back: {}", e.getClass().getName());
        }
        try {
            entityManager.close();
        } catch (RuntimeException e) {
            LOG.warn("an entity manager could not be closed: {}", e.getClass().getName());
        }
    }

    void afterCompletion(UnitOfWork.Completion callback) {
        callbacks.add(callback);
    }

    void complete(boolean committed) {
        callbacks.forEach(callback -> call(callback, committed));
    }

    /** What a callback says may name a person: only its kind is logged. */
    static void call(UnitOfWork.Completion callback, boolean committed) {
        try {
            callback.completed(committed);
        } catch (RuntimeException e) {
            LOG.error(
                    "a callback failed after its unit was over: {}",
                    e.getClass().getName());
        }
    }

    /** Bounded, so that a unit over a million subjects stays small; what fell out is read again. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 1_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    }
}
