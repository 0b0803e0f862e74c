package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * On twelve models with random rules and histories a preview names, and a run disposes of, exactly what somebody with a
 * calendar on the wall would have named from the words of the rules, and everything else stays; a store's own test extends it.
 */
public abstract class PreviewModelsContract {

    /** For subclasses. */
    protected PreviewModelsContract() {}

    /**
     * The rows under test.
     *
     * @return a fixture that is begun once a history
     */
    protected abstract PreviewFixture fixture();

    /**
     * How much is tried.
     *
     * @return the number of histories of each model
     */
    protected abstract int histories();

    @Test
    void takesOnTwelveModelsWhatACalendarWouldAndLeavesTheRest() {
        int models = 0;
        for (PreviewModel model : PreviewModel.values()) {
            int mixed = 0;
            for (long seed = 0; seed < histories(); seed++) {
                mixed += run(model, seed, fixture()) ? 1 : 0;
            }
            models += mixed > 0 ? 1 : 0;
        }
        assertThat(models)
                .as("models with histories in which some rows go and others stay")
                .isGreaterThan(PreviewModel.values().length / 2);
    }

    /** Whether some rows went and others stayed. */
    static boolean run(PreviewModel model, long seed, PreviewFixture fixture) {
        String history = model + ", history " + seed;
        PreviewHost host = new PreviewHost(model, new Random(seed), fixture);
        Set<Long> mustGo = host.mustGo();
        Set<Long> mustStay = new TreeSet<>(host.all());
        mustStay.removeAll(mustGo);

        SweepPlan plan = host.sojourn.retention().preview();
        assertThat(host.there())
                .as("%s: a preview disposes of nothing", history)
                .isEqualTo(host.all());
        assertThat(due(plan)).as(history).isEqualTo(mustGo.size());
        SweepReport report = host.sojourn.retention().sweep(plan);

        assertThat(host.there()).as("%s: what must stay, stays", history).isEqualTo(mustStay);
        assertThat(report.gone()).as(history).isEqualTo(plan.due());
        assertThat(report.failures()).as(history).isEmpty();
        assertThat(report.spared(KeepReason.CHANGED)).as(history).isZero();
        assertThat(due(host.sojourn.retention().preview())).as(history).isZero();
        return !mustGo.isEmpty() && !mustStay.isEmpty();
    }

    private static long due(SweepPlan plan) {
        return plan.steps().stream()
                .filter(step -> !step.entity().endsWith("Paper"))
                .mapToLong(SweepPlan.Step::due)
                .sum();
    }
}
