package dev.sojourn.memory;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A map that finds by hash and walks in order: to look for one among many by comparing would touch a dozen others, far
 * apart in memory, while every other unit waits.
 */
final class InOrder<K, V> extends AbstractMap<K, V> {

    private final Map<K, V> byHash = new HashMap<>();
    private final NavigableMap<K, V> ordered;

    InOrder(Comparator<? super K> order) {
        this.ordered = new TreeMap<>(order);
    }

    @Override
    public @Nullable V get(Object key) {
        return byHash.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return byHash.containsKey(key);
    }

    @Override
    public @Nullable V put(K key, V value) {
        ordered.put(key, value);
        return byHash.put(key, value);
    }

    @Override
    public @Nullable V remove(Object key) {
        ordered.remove(key);
        return byHash.remove(key);
    }

    @Override
    public void clear() {
        ordered.clear();
        byHash.clear();
    }

    /** To be read only, in order. */
    @Override
    public Set<Entry<K, V>> entrySet() {
        return Collections.unmodifiableMap(ordered).entrySet();
    }

    /** What comes after a key, to be read only. */
    Map<K, V> after(K key) {
        return Collections.unmodifiableMap(ordered.tailMap(key, false));
    }
}
