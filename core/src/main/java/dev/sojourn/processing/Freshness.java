package dev.sojourn.processing;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far behind the other nodes this one may be: how late a withdrawal made elsewhere may be known here (GDPR 7(3)).
 *
 * <p>Thread-safe, and always of this moment: read it when metrics are gathered. It is measured by a clock that is never
 * set back, from the <em>start</em> of the last poll of the feed that succeeded: whatever had committed by then is known.
 */
public final class Freshness {

    private record Poll(long start, Instant at) {}

    private final long bound;
    private final LongSupplier nanos;
    private volatile @Nullable Poll last;

    private Freshness(long bound, LongSupplier nanos) {
        this.bound = bound;
        this.nanos = Objects.requireNonNull(nanos, "nanos");
    }

    /**
     * For the only node there is: nothing is written elsewhere, so nothing is ever stale.
     *
     * @return a freshness without a bound
     */
    public static Freshness unbounded() {
        return new Freshness(0, System::nanoTime);
    }

    /**
     * For one of several nodes; stale until a first poll has succeeded.
     *
     * @param bound how late other nodes' acts may be known; positive
     * @return the freshness
     * @throws IllegalArgumentException when the bound is zero or negative
     */
    public static Freshness within(Duration bound) {
        return within(bound, System::nanoTime);
    }

    /**
     * The same with another clock, for tests.
     *
     * @param bound how late other nodes' acts may be known; positive
     * @param nanos counts nanoseconds from any origin and never goes back
     * @return the freshness
     * @throws IllegalArgumentException when the bound is zero or negative
     */
    public static Freshness within(Duration bound, LongSupplier nanos) {
        if (bound.isZero() || bound.isNegative()) {
            throw new IllegalArgumentException("the bound is " + bound + ": set a positive duration");
        }
        return new Freshness(bound.toNanos(), nanos);
    }

    /**
     * How late other nodes' acts may be known here.
     *
     * @return empty when there is no other node
     */
    public Optional<Duration> bound() {
        return isBounded() ? Optional.of(Duration.ofNanos(bound)) : Optional.empty();
    }

    /**
     * How long ago the last poll that succeeded started: what committed elsewhere since may not be known here.
     *
     * @return empty when none has succeeded yet, or there is no other node
     */
    public Optional<Duration> lag() {
        Poll poll = last;
        return poll == null ? Optional.empty() : Optional.of(Duration.ofNanos(nanos.getAsLong() - poll.start()));
    }

    /**
     * When the last poll that succeeded started.
     *
     * @return UTC; empty when none has succeeded yet, or there is no other node
     */
    public Optional<Instant> lastPoll() {
        Poll poll = last;
        return poll == null ? Optional.empty() : Optional.of(poll.at());
    }

    /**
     * Whether the bound has passed since then, so that every check reads the store.
     *
     * @return never true when there is no other node
     */
    public boolean isStale() {
        return isBounded() && isStale(nanos.getAsLong());
    }

    /** The same at a moment of the monotonic clock already read. */
    boolean isStale(long now) {
        if (!isBounded()) {
            return false;
        }
        Poll poll = last;
        return poll == null || now - poll.start() > bound;
    }

    boolean isBounded() {
        return bound > 0;
    }

    /** Whether more than the bound has passed between two moments of the monotonic clock. */
    boolean isPast(long moment, long now) {
        return isBounded() && now - moment > bound;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** Notes a poll that succeeded; everything it told has been heard by now. */
    void polled(long start, Instant at) {
        last = new Poll(start, at);
    }

    /** Shows the bound. */
    @Override
    public String toString() {
        return "Freshness"
                + bound().map(Duration::toString).map(text -> " within " + text).orElse(" without bound");
    }
}
