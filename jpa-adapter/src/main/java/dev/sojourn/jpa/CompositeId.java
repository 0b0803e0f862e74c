package dev.sojourn.jpa;

import java.util.Comparator;
import java.util.List;

/**
 * The key of a row that has several, equal when all parts are and ordered by them; it shows how many there are and never
 * which.
 *
 * @param parts the values, in the order of the key's paths
 */
record CompositeId(List<Object> parts) implements Comparable<CompositeId> {

    private static final Comparator<CompositeId> BY_PARTS = (one, other) -> {
        for (int i = 0; i < Math.min(one.parts.size(), other.parts.size()); i++) {
            int compared = compare(one.parts.get(i), other.parts.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(one.parts.size(), other.parts.size());
    };

    CompositeId {
        parts = List.copyOf(parts);
    }

    @Override
    public int compareTo(CompositeId other) {
        return BY_PARTS.compare(this, other);
    }

    @SuppressWarnings("unchecked") // parts of the same place in the same key are of one type, and that is comparable
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    @Override
    public String toString() {
        return parts.size() + " parts withheld";
    }
}
