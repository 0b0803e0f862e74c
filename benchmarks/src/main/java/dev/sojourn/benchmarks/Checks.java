package dev.sojourn.benchmarks;

import dev.sojourn.processing.Standing;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A check of what is remembered, and the map an expert would keep instead. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Checks {

    record Key(String subject, String purpose) {}

    /** The peer: every answer in a map, and when what it holds was last known to be so. */
    @State(Scope.Benchmark)
    public static class Map {
        private static final long BOUND = TimeUnit.SECONDS.toNanos(1);

        private final ConcurrentHashMap<Key, Boolean> answers = new ConcurrentHashMap<>();
        private volatile long fresh = System.nanoTime() + TimeUnit.DAYS.toNanos(1);

        /**
         * Fills the map.
         *
         * @param walk who there is
         */
        @Setup
        public void fill(Walk walk) {
            for (int subject = 0; subject < walk.subjects; subject++) {
                for (int purpose = 0; purpose < Walk.PURPOSES.length; purpose++) {
                    answers.put(new Key(walk.ids[subject], Walk.PURPOSES[purpose]), Walk.isAllowed(subject, purpose));
                }
            }
            Walk.settle();
        }

        boolean may(String subject, String purpose) {
            return System.nanoTime() - fresh <= BOUND && get(subject, purpose);
        }

        boolean get(String subject, String purpose) {
            return Boolean.TRUE.equals(answers.get(new Key(subject, purpose)));
        }
    }

    /** One person's answers for the length of a request. */
    @State(Scope.Thread)
    public static class Request {
        private @Nullable Standing standing;

        /**
         * Takes the standing.
         *
         * @param installation whose
         */
        @Setup(Level.Iteration)
        public void begin(Installation installation) {
            standing = installation.sojourn.gate().of(installation.people[0]);
        }
    }

    /**
     * Nothing but the walk.
     *
     * @param walk the walk
     * @param place where on it
     * @return a step
     */
    @Benchmark
    public int walkOnly(Walk walk, Walk.Place place) {
        int step = place.step(walk);
        return walk.ids[step >>> 2].length() + Walk.PURPOSES[step & 3].length();
    }

    /**
     * Sojourn, from the application's own String.
     *
     * @param sojourn Sojourn
     * @param walk the walk
     * @param place where on it
     * @return the answer
     */
    @Benchmark
    public boolean sojourn(Installation sojourn, Walk walk, Walk.Place place) {
        int step = place.step(walk);
        return sojourn.sojourn.may(walk.ids[step >>> 2], Installation.PURPOSES[step & 3]);
    }

    /**
     * Sojourn, for a subject at hand.
     *
     * @param sojourn Sojourn
     * @param walk the walk
     * @param place where on it
     * @return the answer
     */
    @Benchmark
    public boolean sojournSubject(Installation sojourn, Walk walk, Walk.Place place) {
        int step = place.step(walk);
        return sojourn.sojourn.may(sojourn.people[step >>> 2], Installation.PURPOSES[step & 3]);
    }

    /**
     * A further check in a request.
     *
     * @param request the request
     * @param walk the walk
     * @param place where on it
     * @return the answer
     */
    @Benchmark
    public boolean standing(Request request, Walk walk, Walk.Place place) {
        return Objects.requireNonNull(request.standing).may(Installation.PURPOSES[place.step(walk) & 3]);
    }

    /**
     * The map with its look at the clock.
     *
     * @param map the map
     * @param walk the walk
     * @param place where on it
     * @return the answer
     */
    @Benchmark
    public boolean mapAndClock(Map map, Walk walk, Walk.Place place) {
        int step = place.step(walk);
        return map.may(walk.ids[step >>> 2], Walk.PURPOSES[step & 3]);
    }

    /**
     * The map alone.
     *
     * @param map the map
     * @param walk the walk
     * @param place where on it
     * @return the answer
     */
    @Benchmark
    public boolean map(Map map, Walk walk, Walk.Place place) {
        int step = place.step(walk);
        return map.get(walk.ids[step >>> 2], Walk.PURPOSES[step & 3]);
    }
}
