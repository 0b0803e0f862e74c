package dev.sojourn.jpa;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether what stands between a moment and its column keeps moments apart, in order and unchanged, so that a query may
 * compare them; found out by trying it over two years, hour by hour, with whatever clocks do meanwhile.
 */
final class FaithfulTimes {

    private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final int STEPS = 2 * 366 * 48;

    private FaithfulTimes() {}

    static boolean are(Function<Instant, Object> writing, Function<Object, Instant> reading) {
        @Nullable Object before = null;
        for (int step = 0; step < STEPS; step++) {
            Instant moment = FIRST.plus(STEP.multipliedBy(step));
            Object kept = writing.apply(moment);
            if (!moment.equals(reading.apply(kept)) || before != null && !isBefore(before, kept)) {
                return false;
            }
            before = kept;
        }
        return true;
    }

    @SuppressWarnings("unchecked") // only values of one type, the column's, are compared
    private static boolean isBefore(Object before, Object kept) {
        return kept instanceof Comparable<?>
                && before.getClass() == kept.getClass()
                && ((Comparable<Object>) before).compareTo(kept) < 0;
    }
}
