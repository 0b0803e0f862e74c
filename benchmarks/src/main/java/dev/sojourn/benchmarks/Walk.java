package dev.sojourn.benchmarks;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The same subjects, purposes, answers and random walk for both sides of every check. */
@State(Scope.Benchmark)
public class Walk {

    static final String[] PURPOSES = {"marketing", "analytics", "profiling", "research"};
    private static final int STEPS = 1 << 18;

    /** How many people there are. */
    @Param({"10000"})
    public int subjects;

    String[] ids = {};
    private int[] steps = {};

    /** Draws the walk. */
    @Setup
    public void draw() {
        ids = new String[subjects];
        for (int subject = 0; subject < subjects; subject++) {
            ids[subject] = id(subject);
        }
        SplittableRandom random = new SplittableRandom(42);
        steps = random.ints(STEPS, 0, subjects * PURPOSES.length).toArray();
    }

    /** What lives long lies together, as after hours of running; for every side once it is filled. */
    static void settle() {
        System.gc();
        System.gc();
    }

    static String id(int subject) {
        return String.format("user-%08d", subject);
    }

    /** Seven in ten say yes; a function of the pair, so that nobody needs a table to know the right answer. */
    static boolean isAllowed(int subject, int purpose) {
        long mixed = (subject * 31L + purpose + 1) * 0x9E3779B97F4A7C15L;
        return Long.remainderUnsigned(mixed ^ (mixed >>> 29), 10) < 7;
    }

    /** A thread's own place in the walk. */
    @State(Scope.Thread)
    public static class Place {
        private int next = (int) (Thread.currentThread().getId() * 7919);

        int step(Walk walk) {
            return walk.steps[next++ & (STEPS - 1)];
        }
    }
}
