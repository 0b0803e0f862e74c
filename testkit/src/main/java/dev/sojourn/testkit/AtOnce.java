package dev.sojourn.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Runs the same work on several threads that start together, and hands back what each returned. */
final class AtOnce {

    private static final long PATIENCE = 60;

    private AtOnce() {}

    static <T> List<T> on(int threads, Supplier<T> work) {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = IntStream.range(0, threads)
                    .mapToObj(i -> pool.submit(() -> {
                        start.await(PATIENCE, TimeUnit.SECONDS);
                        return work.get();
                    }))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get(PATIENCE, TimeUnit.SECONDS));
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while threads were working", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a thread failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("threads wait for each other for ever", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
