package dev.sojourn.processing;

import dev.sojourn.policy.DataSubject;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts, for every subject, how often something happened that may have changed its answers. Many subjects share one
 * count: that costs a reading too many now and then, and never one too few.
 */
final class Marks {

    private static final int COUNTS = 4_096;

    private final AtomicLongArray bySubject = new AtomicLongArray(COUNTS);
    private final AtomicLong all = new AtomicLong();

    /** Tells later whether anything happened since; to be taken before anything is read. */
    long of(DataSubject subject) {
        return bySubject.get(index(subject)) + all.get();
    }

    void mark(DataSubject subject) {
        bySubject.incrementAndGet(index(subject));
    }

    void markAll() {
        all.incrementAndGet();
    }

    private static int index(DataSubject subject) {
        int hash = subject.hashCode();
        return (hash ^ hash >>> 16) & (COUNTS - 1);
    }
}
