package dev.sojourn.retention;

/**
 * Hears how a sweep gets on, after each batch's transaction has ended, on the sweeping thread; what it throws is logged
 * and swallowed. Must be thread-safe where several sweeps run at once.
 */
@FunctionalInterface
public interface SweepProgress {

    /**
     * How far a step has come.
     *
     * @param entity the entity's name
     * @param rule the rule's id
     * @param cause what makes the rows due
     * @param planned rows the plan named
     * @param disposed rows gone so far
     * @param spared rows kept so far
     * @param failed rows kept so far because a store failed
     * @param rowsPerSecond how many rows a second were dealt with since the step began; 0 while no time has passed
     * @param ended whether the step is over
     */
    record Advance(
            String entity,
            String rule,
            SweepPlan.Cause cause,
            long planned,
            long disposed,
            long spared,
            long failed,
            double rowsPerSecond,
            boolean ended) {

        /**
         * Rows dealt with so far.
         *
         * @return those gone, spared and failed
         */
        public long done() {
            return disposed + spared + failed;
        }
    }

    /**
     * A batch was done, or a step ended.
     *
     * @param advance how far the step has come
     */
    void advanced(Advance advance);
}
