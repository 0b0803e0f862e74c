package dev.sojourn.processing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots remembered, kept coherent with the acts written on this node without a lock held while a store is read.
 *
 * <p>Why a snapshot found here is never older than a write that has returned. Let {@code traffic} hold, for each subject
 * with anything under way, how many units have written to it (writers), how many threads are reading it from the store
 * (readers), and how often a writer began or ended (marks). All changes to one subject's entry, and to its place in the
 * cache, happen one after the other, in {@code compute}.
 * <ol>
 *   <li>A writer begins before its first statement and ends after its unit has committed or rolled back, before the
 *       writing call returns. Both drop the snapshot.
 *   <li>A reader remembers what it read only when there is no writer and the marks are as they were before it read. So
 *       no writer was under way at any time from before its first read until its snapshot is in the cache: it read
 *       neither uncommitted nor outdated state.
 *   <li>A writer that begins later drops what the reader remembered; what is remembered after a writer ended was read,
 *       from beginning to end, after its commit.
 * </ol>
 * The entry stays while there is any reader, so the marks a reader saw cannot start anew behind its back.
 */
final class Snapshots {

    private record Traffic(int writers, int readers, long marks) {
        private static final Traffic NONE = new Traffic(0, 0, 0);

        Traffic moved(int writer, int reader) {
            return new Traffic(writers + writer, readers + reader, writer == 0 ? marks : marks + 1);
        }

        @Nullable
        Traffic orNothing() {
            return writers == 0 && readers == 0 ? null : this;
        }
    }

    private final Cache<DataSubject, Snapshot> cache;
    private final ConcurrentHashMap<DataSubject, Traffic> traffic = new ConcurrentHashMap<>();

    Snapshots(long maximumSize) {
        this.cache = Caffeine.newBuilder().maximumSize(maximumSize).build();
    }

    @Nullable
    Snapshot find(DataSubject subject) {
        return cache.getIfPresent(subject);
    }

    /** Reads a snapshot from the store, and remembers it if no write can have made it outdated. */
    Snapshot read(DataSubject subject, Supplier<Snapshot> store) {
        Traffic before = enter(subject);
        Snapshot read = null;
        try {
            read = store.get();
            return read;
        } finally {
            leave(subject, before, read);
        }
    }

    /** Notes that the calling thread's unit is about to write acts of a subject. */
    void writing(DataSubject subject, UnitOfWork work) {
        mark(subject, 1);
        try {
            work.afterCompletion(committed -> mark(subject, -1));
        } catch (RuntimeException | Error e) {
            mark(subject, -1);
            throw e;
        }
    }

    private void mark(DataSubject subject, int writer) {
        traffic.compute(subject, (one, now) -> {
            cache.invalidate(one);
            return (now == null ? Traffic.NONE : now).moved(writer, 0).orNothing();
        });
    }

    private Traffic enter(DataSubject subject) {
        Traffic[] entered = new Traffic[1];
        traffic.compute(subject, (one, now) -> entered[0] = (now == null ? Traffic.NONE : now).moved(0, 1));
        return entered[0];
    }

    private void leave(DataSubject subject, Traffic before, @Nullable Snapshot read) {
        traffic.compute(subject, (one, now) -> {
            Traffic last = now == null ? before : now;
            if (read != null && read.isKeepable() && last.writers() == 0 && last.marks() == before.marks()) {
                cache.put(one, read);
            }
            return last.moved(0, -1).orNothing();
        });
    }
}
