package dev.sojourn.retention;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a run has done in one step so far; touched only after a batch's unit has committed. */
final class StepTally {

    private final SweepPlan.Step planned;
    private final Map<String, Long> disposed = new HashMap<>();
    private final Map<KeepReason, Long> spared = new EnumMap<>(KeepReason.class);
    private final Map<String, Long> childKept = new HashMap<>();
    private long failed;
    private Optional<String> failure = Optional.empty();

    StepTally(SweepPlan.Step planned) {
        this.planned = planned;
    }

    void add(Batch batch) {
        batch.disposed().forEach((name, rows) -> disposed.merge(name, rows, Long::sum));
        batch.spared().forEach((reason, rows) -> spared.merge(reason, rows, Long::sum));
        batch.childKept().forEach((by, rows) -> childKept.merge(by, rows, Long::sum));
    }

    void fail(long rows, String what) {
        failed += rows;
        failure = failure.or(() -> Optional.of(what));
    }

    /** Rows the plan met and the run did not: they changed, or were gone, before it came to them. */
    void close() {
        long met = planned.due()
                + lookedAt(KeepReason.HELD)
                + lookedAt(KeepReason.RESTRICTED)
                + lookedAt(KeepReason.SUSPENDED)
                + lookedAt(KeepReason.CHILD_KEPT);
        long seen = gone()
                + failed
                + spared.values().stream().mapToLong(Long::longValue).sum();
        if (failure.isEmpty() && met > seen) {
            KeepReason reason =
                    planned.cause() == SweepPlan.Cause.BASIS_ENDED ? KeepReason.CONSENT_RENEWED : KeepReason.CHANGED;
            spared.merge(reason, met - seen, Long::sum);
        }
    }

    long gone() {
        return disposed.getOrDefault(planned.entity(), 0L);
    }

    SweepProgress.Advance advance(boolean ended) {
        long kept = spared.values().stream().mapToLong(Long::longValue).sum();
        return new SweepProgress.Advance(
                planned.entity(), planned.rule(), planned.cause(), planned.due(), gone(), kept, failed, ended);
    }

    SweepReport.Step report() {
        return new SweepReport.Step(
                planned.entity(),
                planned.rule(),
                planned.cause(),
                planned.due(),
                disposed,
                spared,
                childKept,
                failed,
                failure);
    }

    private long lookedAt(KeepReason reason) {
        return planned.kept(reason);
    }

    /** What one committed batch did. */
    record Batch(Map<String, Long> disposed, Map<KeepReason, Long> spared, Map<String, Long> childKept) {}
}
