package dev.sojourn.benchmarks;

import java.time.Duration;

/** Tells whoever waits what is being measured; beside the scores, which alone go to the standard output. */
final class Progress {

    private static final long BEGUN = System.nanoTime();

    private Progress() {}

    static void say(String what) {
        System.err.println(Duration.ofNanos(System.nanoTime() - BEGUN).toSeconds() + " s: " + what);
    }
}
