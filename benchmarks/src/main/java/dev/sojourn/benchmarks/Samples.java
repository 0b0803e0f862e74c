package dev.sojourn.benchmarks;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What was measured, turn by turn. */
record Samples(double... values) {

    Samples {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    double median() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double least() {
        return Arrays.stream(values).min().orElseThrow();
    }

    double most() {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** Turn by turn, as both were measured under the same neighbours. */
    Samples over(Samples other) {
        if (values.length != other.values.length) {
            throw new IllegalArgumentException(values.length + " turns over " + other.values.length);
        }
        return new Samples(IntStream.range(0, values.length)
                .mapToDouble(turn -> values[turn] / other.values[turn])
                .toArray());
    }

    String spread() {
        return Score.figure(least()) + ".." + Score.figure(most());
    }
}
