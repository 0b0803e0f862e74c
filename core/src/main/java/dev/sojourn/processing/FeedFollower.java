package dev.sojourn.processing;

import dev.sojourn.ledger.ChangeFeed;
import dev.sojourn.ledger.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a node hear of the acts that other nodes recorded, so that its checks answer by them in time (GDPR 7(3)).
 *
 * <p>Thread-safe. Either the host calls {@link #poll} again and again, a few times within the bound, or it has a thread
 * of this follower's own do so: {@link #start}, {@link #close}. While polls fail, or nobody makes them, checks read the
 * store once the bound has passed; none of them is answered late.
 */
public final class FeedFollower implements AutoCloseable {

    /** Beyond so many changes at once it is cheaper to forget everything. */
    private static final int MOST_CHANGES = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(FeedFollower.class);

    private final ChangeFeed feed;
    private final ProcessingGate gate;
    private final Freshness freshness;
    private final Clock clock;
    private final AtomicLong unreadable = new AtomicLong();

    /** Whoever holds it polls: {@link #reader} and {@link #failing} are its own. */
    private final ReentrantLock polling = new ReentrantLock();

    private ChangeFeed.@Nullable Reader reader;
    private boolean failing;

    private final List<Consumer<Duration>> listeners = new CopyOnWriteArrayList<>();

    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread thread;

    /**
     * A follower, which does nothing yet.
     *
     * @param feed what the nodes record
     * @param gate hears it; one with a bound
     * @param clock tells when polls were made
     * @throws IllegalArgumentException when the gate has no bound
     */
    public FeedFollower(ChangeFeed feed, ProcessingGate gate, Clock clock) {
        this.feed = feed;
        this.gate = gate;
        this.freshness = gate.freshness();
        this.clock = clock;
        if (!freshness.isBounded()) {
            throw new IllegalArgumentException("the gate has no bound to keep: make it with Freshness.within(…)");
        }
    }

    /**
     * Reads what was recorded since the last poll and has the gate forget what it changed. A poll that fails is logged,
     * and the next one reads on from the same place.
     *
     * @return whether it succeeded; false too when another thread is polling
     */
    public boolean poll() {
        if (!polling.tryLock()) {
            return false;
        }
        try {
            long start = freshness.now();
            Instant at = clock.instant();
            boolean isNews = follow();
            Optional<Duration> sinceLast = freshness.lag();
            freshness.polled(start, at);
            if (isNews) {
                sinceLast.ifPresent(this::tell);
            }
            if (failing) {
                LOG.info("the feed of changes is read again");
            }
            failing = false;
            return true;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn(
                        "the feed of changes could not be read; checks read the store once the bound has passed: {}",
                        e instanceof StoreException
                                ? e.toString()
                                : e.getClass().getName());
            }
            failing = true;
            return false;
        } finally {
            polling.unlock();
        }
    }

    /**
     * Has a daemon thread of this follower's own poll four times within the bound, until closed.
     *
     * @return this follower
     * @throws IllegalStateException when it was started before
     */
    public synchronized FeedFollower start() {
        if (thread != null) {
            throw new IllegalStateException("the follower was started before");
        }
        Thread own = new Thread(this::pollUntilClosed, "sojourn-feed");
        own.setDaemon(true);
        thread = own;
        own.start();
        return this;
    }

    /**
     * Listens to how late acts were heard of here: told after each poll that brought any, on the polling thread, with the
     * time since the poll before, which none of them can have been later by. What the listener throws is logged and
     * swallowed.
     *
     * @param listener hears a duration, nothing of the acts
     */
    public void onChanges(Consumer<Duration> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * How far behind this node may be.
     *
     * @return of this moment, always
     */
    public Freshness freshness() {
        return freshness;
    }

    /**
     * How many entries nobody here could read; each made the node forget every answer, and was passed over.
     *
     * @return since this follower was made
     */
    public long unreadable() {
        return unreadable.get();
    }

    /** Ends the follower's own thread, waiting for a poll under way, but not for long; checks then read the store. */
    @Override
    public void close() {
        closed.countDown();
        Thread own = own();
        if (own != null && own != Thread.currentThread()) {
            try {
                own.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized @Nullable Thread own() {
        return thread;
    }

    private void tell(Duration lateness) {
        for (Consumer<Duration> listener : listeners) {
            try {
                listener.accept(lateness);
            } catch (RuntimeException e) {
                LOG.warn("who listens to the feed failed: {}", e.getClass().getName());
            }
        }
    }

    private boolean follow() {
        ChangeFeed.Reader from = reader;
        if (from == null) {
            from = feed.open();
            gate.forgetEverything();
            reader = from;
        }
        ChangeFeed.Batch batch = from.read(MOST_CHANGES);
        unreadable.addAndGet(gate.hear(batch));
        return !batch.changes().isEmpty();
    }

    private void pollUntilClosed() {
        long interval = freshness.bound().map(Duration::toNanos).orElse(0L) / 4;
        try {
            long wait;
            do {
                long start = freshness.now();
                poll();
                wait = Math.max(interval - (freshness.now() - start), interval / 10);
            } while (!closed.await(wait, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            LOG.warn("the thread that follows the feed was interrupted; checks read the store from now on");
        }
    }
}
