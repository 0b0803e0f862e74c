package dev.sojourn.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Some callers at once for a while. */
final class Threads {

    /** One thing done again and again by one caller. */
    interface Call {
        void again() throws Exception;
    }

    /** Makes each caller its own, with its own connection where it needs one. */
    interface Caller {
        Call begin(int number) throws Exception;
    }

    private Threads() {}

    /** How many calls a second all of them made. */
    static double rate(int callers, long millis, Caller caller) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        CountDownLatch ready = new CountDownLatch(callers);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<double[]>> results = new ArrayList<>();
            for (int number = 0; number < callers; number++) {
                int mine = number;
                results.add(threads.submit(() -> {
                    Call call;
                    try {
                        call = caller.begin(mine);
                    } finally {
                        ready.countDown();
                    }
                    start.await();
                    long begun = System.nanoTime();
                    long end = begun + TimeUnit.MILLISECONDS.toNanos(millis);
                    long made = 0;
                    while (System.nanoTime() < end) {
                        call.again();
                        made++;
                    }
                    return new double[] {made, (System.nanoTime() - begun) / 1e9};
                }));
            }
            ready.await();
            start.countDown();
            double rate = 0;
            for (Future<double[]> result : results) {
                double[] done = result.get();
                rate += done[0] / done[1];
            }
            return rate;
        } finally {
            threads.shutdownNow();
        }
    }
}
