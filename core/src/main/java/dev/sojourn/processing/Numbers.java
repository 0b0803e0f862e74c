package dev.sojourn.processing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers under which a snapshot keeps the answers for purposes, by the purposes' ids: an open table in which, where
 * that could be arranged, every id has the place its hash gives, so that a look-up is one comparison.
 *
 * <p>Immutable and thread-safe.
 */
final class Numbers {

    static final int NONE = -1;

    private static final int GOLDEN = 0x9E3779B9;
    private static final int EVEN = 0x3C6EF372;
    private static final int ATTEMPTS = 64;

    private final @Nullable String[] ids;
    private final int[] numbers;
    private final int factor;
    private final int shift;

    Numbers(Map<String, Integer> numbering) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(numbering.size(), 1) * 4 - 1);
        this.ids = new String[1 << bits];
        this.numbers = new int[ids.length];
        this.shift = Integer.SIZE - bits;
        this.factor = factor(numbering);
        numbering.forEach((id, number) -> {
            int place = place(id, factor);
            while (ids[place] != null) {
                place = next(place);
            }
            ids[place] = id;
            numbers[place] = number;
        });
    }

    /** The number of an id; {@link #NONE} where there is none. */
    int of(String id) {
        int place = place(id, factor);
        while (true) {
            String found = ids[place];
            if (found == null) {
                return NONE;
            }
            if (found.equals(id)) {
                return numbers[place];
            }
            place = next(place);
        }
    }

    /** Ids of one hash have no such factor; a table of hundreds may have none among so few. */
    private int factor(Map<String, Integer> numbering) {
        int tried = GOLDEN;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int candidate = tried;
            if (numbering.keySet().stream()
                            .mapToInt(id -> place(id, candidate))
                            .distinct()
                            .count()
                    == numbering.size()) {
                return candidate;
            }
            tried += EVEN;
        }
        return GOLDEN;
    }

    private int place(String id, int by) {
        return id.hashCode() * by >>> shift;
    }

    private int next(int place) {
        return (place + 1) & (ids.length - 1);
    }
}
