package dev.sojourn.retention;

/**
 * When a scheduled sweep is too large to go on without somebody's word: for one tenant's rows of one entity under one rule,
 * over {@code rows} rows <em>and</em> over {@code share} of them all; or over {@code growth} times the largest of its last
 * {@code runs} runs.
 *
 * @param rows how many rows are never too many by their share; 0 or more
 * @param share what part of the tenant's rows of the entity; above 0, at most 1
 * @param growth how many times the largest earlier run that disposed of any; at least 1
 * @param runs how many runs are looked back on; at least 1
 */
public record GuardLimits(long rows, double share, double growth, int runs) {

    private static final long ROWS = 100;
    private static final double SHARE = 0.01;
    private static final double GROWTH = 3;
    private static final int RUNS = 30;

    /** Checks the parts. */
    public GuardLimits {
        if (rows < 0 || !(share > 0 && share <= 1) || !(growth >= 1) || runs < 1) {
            throw new IllegalArgumentException("a guard at " + rows + " rows, a share of " + share + ", " + growth
                    + " times the largest of " + runs
                    + " runs: expected 0 rows or more, a share above 0 up to 1, a growth and runs of at least 1");
        }
    }

    /**
     * The usual: over 100 rows and over 1 % of them, or over three times the largest of 30 runs.
     *
     * @return the limits
     */
    public static GuardLimits usual() {
        return new GuardLimits(ROWS, SHARE, GROWTH, RUNS);
    }
}
