package dev.sojourn.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Checks while somebody gives and withdraws. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Busy {

    /** Which part of its acts the writer must have managed for the figure to mean anything. */
    static final String LEAST_PACE = "bench.pace";

    private static final int ACTS_A_SECOND = 5_000;

    /** A thread that gives and withdraws at a steady pace. */
    @State(Scope.Benchmark)
    public static class Writer {
        private @Nullable Thread thread;
        private volatile boolean stopped;
        private volatile long written;
        private long begun;

        /**
         * Starts it.
         *
         * @param installation where
         */
        @Setup
        public void start(Installation installation) {
            begun = System.nanoTime();
            Thread writing = new Thread(() -> write(installation), "writer");
            writing.setDaemon(true);
            writing.start();
            thread = writing;
        }

        private void write(Installation installation) {
            SplittableRandom random = new SplittableRandom(7);
            while (!stopped) {
                long due = (System.nanoTime() - begun) * ACTS_A_SECOND / TimeUnit.SECONDS.toNanos(1);
                while (written < due) {
                    int person = random.nextInt(installation.people.length);
                    int purpose = random.nextInt(Walk.PURPOSES.length);
                    if (installation.sojourn.may(installation.people[person], Installation.PURPOSES[purpose])) {
                        installation
                                .sojourn
                                .consents()
                                .withdraw(installation.people[person], Installation.PURPOSES[purpose]);
                    } else {
                        installation
                                .sojourn
                                .consents()
                                .give(installation.people[person], Installation.PURPOSES[purpose]);
                    }
                    written = written + 1;
                }
                LockSupport.parkNanos(200_000);
            }
        }

        /**
         * Stops it.
         *
         * @throws InterruptedException when interrupted
         */
        @TearDown
        public void stop() throws InterruptedException {
            long due = (System.nanoTime() - begun) * ACTS_A_SECOND / TimeUnit.SECONDS.toNanos(1);
            stopped = true;
            Thread writing = thread;
            if (writing != null) {
                writing.join();
            }
            if (written < due * Double.parseDouble(System.getProperty(LEAST_PACE, "0.9"))) {
                throw new IllegalStateException("wrote " + written + " of " + due + " acts");
            }
        }
    }

    /**
     * A check while the writer writes.
     *
     * @param sojourn Sojourn
     * @param writer the writer
     * @param walk the walk
     * @param place where on it
     * @return the answer
     */
    @Benchmark
    public boolean sojournWhileWritten(Installation sojourn, Writer writer, Walk walk, Walk.Place place) {
        int step = place.step(walk);
        return sojourn.sojourn.may(sojourn.people[step >>> 2], Installation.PURPOSES[step & 3]);
    }
}
