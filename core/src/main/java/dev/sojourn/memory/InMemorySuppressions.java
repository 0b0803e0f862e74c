package dev.sojourn.memory;

import dev.sojourn.consent.Suppression;
import dev.sojourn.consent.SuppressionStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class InMemorySuppressions implements SuppressionStore {

    private record Key(String digest, String purpose, String scope) {}

    private final InMemoryUnitOfWork work;
    private final Map<Key, Suppression> kept = new LinkedHashMap<>();

    InMemorySuppressions(InMemoryUnitOfWork work) {
        this.work = work;
    }

    @Override
    public void put(Suppression suppression) {
        work.run(() -> {
            Key key = new Key(suppression.digest(), suppression.purpose(), suppression.scope());
            Suppression before = kept.put(key, suppression);
            work.undo(() -> {
                if (before == null) {
                    kept.remove(key);
                } else {
                    kept.put(key, before);
                }
            });
            return suppression;
        });
    }

    @Override
    public boolean remove(String digest, String purpose, String scope) {
        return work.run(() -> {
            Key key = new Key(digest, purpose, scope);
            Suppression before = kept.remove(key);
            if (before == null) {
                return false;
            }
            work.undo(() -> kept.put(key, before));
            return true;
        });
    }

    @Override
    public List<Suppression> among(Collection<String> digests) {
        Set<String> asked = Set.copyOf(digests);
        return work.run(() -> kept.values().stream()
                .filter(one -> asked.contains(one.digest()))
                .toList());
    }
}
