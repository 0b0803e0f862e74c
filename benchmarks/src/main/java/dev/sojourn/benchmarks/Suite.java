package dev.sojourn.benchmarks;

import java.util.function.Consumer;

/** Some lines of the scorecard that are measured together. */
interface Suite {

    /**
     * Measures.
     *
     * @param scale how much
     * @param scores told each line once it is known
     * @throws Exception when something could not be measured, or a side did not do its job
     */
    void run(Scale scale, Consumer<Score> scores) throws Exception;
}
