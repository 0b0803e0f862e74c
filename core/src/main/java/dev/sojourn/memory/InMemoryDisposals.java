package dev.sojourn.memory;

import dev.sojourn.retention.DisposalStore;
import dev.sojourn.retention.Disposed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

final class InMemoryDisposals implements DisposalStore {

    private final InMemoryUnitOfWork work;
    private final Map<Long, Disposed> open = new TreeMap<>();
    private long last;

    InMemoryDisposals(InMemoryUnitOfWork work) {
        this.work = work;
    }

    @Override
    public void add(List<Disposed> disposed) {
        work.run(() -> {
            for (Disposed one : disposed) {
                long number = ++last;
                open.put(
                        number, new Disposed(number, one.copy(), one.entity(), one.key(), one.disposition(), one.at()));
                work.undo(() -> open.remove(number));
            }
            return disposed;
        });
    }

    @Override
    public List<Disposed> open(String copy, int limit) {
        return work.run(() -> of(copy).limit(limit).toList());
    }

    @Override
    public void acknowledge(String copy, List<Long> numbers) {
        work.run(() -> {
            for (long number : numbers) {
                Disposed one = open.get(number);
                if (one != null && one.copy().equals(copy)) {
                    open.remove(number);
                    work.undo(() -> open.put(number, one));
                }
            }
            return copy;
        });
    }

    @Override
    public Optional<Instant> oldestOpen(String copy) {
        return work.run(() -> of(copy).map(Disposed::at).min(Instant::compareTo));
    }

    private Stream<Disposed> of(String copy) {
        return open.values().stream().filter(one -> one.copy().equals(copy));
    }
}
