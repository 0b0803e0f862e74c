package dev.sojourn.benchmarks;

/** What a ratio, or a figure without a peer, has to reach. */
record Target(boolean atMost, double bound) {

    static Target atMost(double bound) {
        return new Target(true, bound);
    }

    static Target atLeast(double bound) {
        return new Target(false, bound);
    }

    boolean isMetBy(double value) {
        return atMost ? value <= bound : value >= bound;
    }

    @Override
    public String toString() {
        return (atMost ? "<=" : ">=") + Score.figure(bound);
    }
}
