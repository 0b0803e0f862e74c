package dev.sojourn.processing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots remembered, kept coherent with the acts written on this node, and those announced by others, without a
 * lock held while a store is read.
 *
 * <p>Why a snapshot found here is never older than a write on this node that has returned, nor than an announcement. Let
 * {@code traffic} hold, for each subject with anything under way, how many units have written to it (writers), how many
 * threads are reading it from the store (readers), and how often a writer began or ended or an announcement came (marks).
 * All changes to one subject's entry, and to its place in the cache, happen one after the other, in {@code compute}.
 * <ol>
 *   <li>A writer begins before its first statement and ends after its unit has committed or rolled back, before the
 *       writing call returns. Both drop the snapshot.
 *   <li>A reader remembers what it read only when there is no writer and the marks are as they were before it read. So
 *       no writer was under way at any time from before its first read until its snapshot is in the cache: it read
 *       neither uncommitted nor outdated state.
 *   <li>A writer that begins later drops what the reader remembered; what is remembered after a writer ended was read,
 *       from beginning to end, after its commit. An announcement comes after the commit it announces, and does the same.
 *   <li>A reader may take over what another one is reading only when, likewise, the marks are as that one found them;
 *       what a tenant declared meanwhile leaves no mark here, so the tenant's era is compared once more after the wait.
 * </ol>
 * The entry stays while there is any reader, so the marks a reader saw cannot start anew behind its back. What drops many
 * snapshots at once begins a new epoch first: a reader that finds the epoch changed after remembering drops its snapshot.
 */
final class Snapshots {

    /** One reading of the store; those who wait for it find nothing when it failed. */
    private static final class Load {
        private final long marks;
        private final long epoch;
        private final CompletableFuture<@Nullable Snapshot> result = new CompletableFuture<>();

        private Load(long marks, long epoch) {
            this.marks = marks;
            this.epoch = epoch;
        }
    }

    private record Traffic(
            int writers, int readers, long marks, @Nullable Load shared) {
        private static final Traffic NONE = new Traffic(0, 0, 0, null);

        Traffic writing(int more) {
            return new Traffic(writers + more, readers, marks + 1, shared);
        }

        Traffic announced() {
            return new Traffic(writers, readers, marks + 1, shared);
        }

        Traffic reading(int more, @Nullable Load load) {
            return new Traffic(writers, readers + more, marks, load);
        }

        @Nullable
        Traffic orNothing() {
            return writers == 0 && readers == 0 ? null : this;
        }
    }

    private record Announced(String key, long number) {}

    private final long bound;
    private final Remembered cache;
    private final Cache<DataSubject, Announced> announcements;
    private final ConcurrentHashMap<DataSubject, Traffic> traffic = new ConcurrentHashMap<>();
    private final AtomicLong epoch = new AtomicLong();
    private final Marks marks = new Marks();

    Snapshots(long maximumSize) {
        this.bound = maximumSize;
        this.cache = new Remembered(maximumSize);
        this.announcements = Caffeine.newBuilder().maximumSize(maximumSize).build();
    }

    /** What happened to subjects' answers, counted whether or not anything of them is remembered here. */
    Marks marks() {
        return marks;
    }

    /** Whether any unit has written acts of a subject and is not over yet. */
    boolean isBeingWritten(DataSubject subject) {
        Traffic now = traffic.get(subject);
        return now != null && now.writers() > 0;
    }

    @Nullable
    Snapshot find(DataSubject subject) {
        return cache.find(subject);
    }

    /** The same for a subject without kind and tenant. */
    @Nullable
    Snapshot find(String id) {
        return cache.find(id);
    }

    /**
     * Reads a snapshot from the store, or waits for whoever is reading the same one, and remembers it if no write can
     * have made it outdated.
     *
     * @param alone whether the caller must not wait: it may hold the connection that the other one needs
     */
    Snapshot read(DataSubject subject, boolean alone, Supplier<Snapshot> store) {
        Load[] found = new Load[1];
        Load mine = enter(subject, alone, found);
        Load other = found[0];
        if (mine == null) {
            Snapshot shared = other == null ? null : other.result.join();
            return shared != null && shared.isOfThisEra() ? shared : store.get();
        }
        Snapshot read = null;
        try {
            read = store.get();
            return read;
        } finally {
            leave(subject, mine, read);
            mine.result.complete(read);
        }
    }

    /** Whether some more fit in beside all that is remembered. */
    boolean hasRoomFor(int more) {
        return cache.size() + more <= bound;
    }

    /** Reads snapshots of several subjects at once, waiting for nobody, and remembers them as {@link #read} does. */
    Map<DataSubject, Snapshot> readAll(Set<DataSubject> subjects, Supplier<Map<DataSubject, Snapshot>> store) {
        Map<DataSubject, Load> mine = new LinkedHashMap<>();
        Map<DataSubject, Snapshot> read = Map.of();
        try {
            for (DataSubject subject : subjects) {
                mine.put(subject, Objects.requireNonNull(enter(subject, true, new Load[1])));
            }
            read = store.get();
            return read;
        } finally {
            for (Map.Entry<DataSubject, Load> one : mine.entrySet()) {
                leave(one.getKey(), one.getValue(), read.get(one.getKey()));
            }
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

    /** Notes an entry of a subject's chain that another node, or this one, has committed. */
    void announce(DataSubject subject, String key, long number) {
        traffic.compute(subject, (one, now) -> {
            Announced before = announcements.getIfPresent(one);
            if (before == null || !before.key().equals(key) || before.number() < number) {
                announcements.put(one, new Announced(key, number));
            }
            Snapshot kept = cache.peek(one);
            if (kept != null && !kept.isAsOf(key, number)) {
                cache.drop(one);
            }
            return now == null ? null : now.announced();
        });
        marks.mark(subject);
    }

    /** Forgets the snapshots with one of these keys, and those without any: of whom the keys were is not known. */
    void forget(Set<String> keys) {
        epoch.incrementAndGet();
        marks.markAll();
        cache.dropIf(kept -> kept.key().isEmpty() || keys.contains(kept.key()));
    }

    void forgetEverything() {
        epoch.incrementAndGet();
        marks.markAll();
        cache.dropAll();
    }

    long estimatedSize() {
        return cache.size();
    }

    private void mark(DataSubject subject, int writer) {
        traffic.compute(subject, (one, now) -> {
            cache.drop(one);
            return (now == null ? Traffic.NONE : now).writing(writer).orNothing();
        });
        marks.mark(subject);
    }

    /** Enters as a reader with a load of its own; or returns nothing, having found the load to wait for. */
    private @Nullable Load enter(DataSubject subject, boolean alone, @Nullable Load[] found) {
        Load[] mine = new Load[1];
        traffic.compute(subject, (one, before) -> {
            Traffic now = before == null ? Traffic.NONE : before;
            Load shared = now.shared();
            long present = epoch.get();
            if (!alone
                    && shared != null
                    && now.writers() == 0
                    && shared.marks == now.marks()
                    && shared.epoch == present) {
                found[0] = shared;
                return now;
            }
            mine[0] = new Load(now.marks(), present);
            return now.reading(1, alone ? shared : mine[0]);
        });
        return mine[0];
    }

    private void leave(DataSubject subject, Load mine, @Nullable Snapshot read) {
        traffic.compute(subject, (one, now) -> {
            Traffic last = now == null ? Traffic.NONE.reading(1, mine) : now;
            if (read != null
                    && read.isKeepable()
                    && last.writers() == 0
                    && last.marks() == mine.marks
                    && isAsAnnounced(one, read)) {
                cache.put(one, read);
                if (epoch.get() != mine.epoch) {
                    cache.drop(one);
                }
            }
            return last.reading(-1, last.shared() == mine ? null : last.shared())
                    .orNothing();
        });
    }

    private boolean isAsAnnounced(DataSubject subject, Snapshot read) {
        Announced last = announcements.getIfPresent(subject);
        return last == null || read.isAsOf(last.key(), last.number());
    }
}
