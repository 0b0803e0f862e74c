package dev.sojourn.spring;

import dev.sojourn.retention.SweepReport;
import java.util.function.Supplier;

/** Watches a scheduled sweep while it runs. */
@FunctionalInterface
interface AroundSweep {

    /** Runs it, once. */
    SweepReport around(Supplier<SweepReport> sweep);
}
