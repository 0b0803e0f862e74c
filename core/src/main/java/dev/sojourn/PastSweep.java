package dev.sojourn;

import dev.sojourn.retention.SweepReport;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A sweep of this installation, by whatever node, as the ledger records it (GDPR 5(2)).
 *
 * @param run the run's id
 * @param policyVersion the policy it was made under
 * @param judgedAt the one instant it judged by, UTC
 * @param startedAt when it was first begun, UTC
 * @param endedAt when it ended, or stopped for the last time, UTC; empty while it is under way, and for one whose process
 *     died
 * @param planned how many rows its plan named
 * @param disposed how many rows are gone; 0 until it has ended
 * @param failed how many rows stayed because a store failed; 0 until it has ended
 * @param stopped why it stopped before its end; empty when it did not
 */
public record PastSweep(
        String run,
        String policyVersion,
        Instant judgedAt,
        Instant startedAt,
        Optional<Instant> endedAt,
        long planned,
        long disposed,
        long failed,
        Optional<SweepReport.Stop> stopped) {

    /** Checks the parts. */
    public PastSweep {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(policyVersion, "policyVersion");
        Objects.requireNonNull(judgedAt, "judgedAt");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(stopped, "stopped");
    }

    /**
     * Whether it came to its end and no store failed; what it left for somebody to confirm does not count against it.
     *
     * @return false while it is under way
     */
    public boolean isSuccessful() {
        return endedAt.isPresent() && stopped.isEmpty() && failed == 0;
    }
}
