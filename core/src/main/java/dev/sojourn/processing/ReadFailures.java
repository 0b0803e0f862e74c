package dev.sojourn.processing;

import dev.sojourn.ledger.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of checks that could not read the store: the first at once, then at most once a minute, with how many there were
 * since. An outage of a store asked a thousand times a second would fill the log otherwise.
 */
final class ReadFailures {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessingGate.class);
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong next;

    ReadFailures(LongSupplier nanos) {
        this.nanos = nanos;
        this.next = new AtomicLong(nanos.getAsLong());
    }

    void add(RuntimeException failure) {
        untold.incrementAndGet();
        long due = next.get();
        long now = nanos.getAsLong();
        if (now - due >= 0 && next.compareAndSet(due, now + QUIET)) {
            LOG.warn(
                    "{} checks could not read the store and are denied unless their purpose does without, the last: {}",
                    untold.getAndSet(0),
                    failure instanceof StoreException
                            ? failure.toString()
                            : failure.getClass().getName());
        }
    }
}
