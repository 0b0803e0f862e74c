package dev.sojourn.processing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The numbers under which a snapshot keeps the answers for purposes, by the purposes' ids: an open table that is nowhere
 * more than a quarter full, so that a look-up is a comparison or two and follows no references.
 *
 * <p>Not thread-safe while it is filled, and from then on immutable.
 */
final class Numbers {

    static final int NONE = -1;

    private final @Nullable String[] ids;
    private final int[] numbers;

    /** @param most how many ids there will be */
    Numbers(int most) {
        int places = Integer.highestOneBit(Math.max(most, 1) * 4 - 1) * 2;
        this.ids = new String[places];
        this.numbers = new int[places];
    }

    void put(String id, int number) {
        int place = first(id);
        while (ids[place] != null && !Objects.equals(ids[place], id)) {
            place = next(place);
        }
        ids[place] = id;
        numbers[place] = number;
    }

    /** The number of an id; {@link #NONE} where there is none. */
    int of(String id) {
        int place = first(id);
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

    private int first(String id) {
        int hash = id.hashCode();
        return (hash ^ hash >>> 15) & (ids.length - 1);
    }

    private int next(int place) {
        return (place + 1) & (ids.length - 1);
    }
}
