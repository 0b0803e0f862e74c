package dev.sojourn.benchmarks;

/** How much is measured: {@code SMALL} shows that everything runs, {@code FULL} is what the scorecard is judged by. */
enum Scale {
    SMALL,
    FULL;

    <T> T pick(T small, T full) {
        return this == SMALL ? small : full;
    }
}
