package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a preview names goes, what it does not name stays, and both are what somebody with a calendar would have said. */
class PreviewIsTheRunTest {

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void onTwelveModelsWithRandomRulesAndHistories(@ForAll long seed) {
        for (PreviewModel model : PreviewModel.values()) {
            run(model, seed);
        }
    }

    @Test
    void isAskedOfHistoriesInWhichSomeRowsGoAndOthersStay() {
        for (PreviewModel model : PreviewModel.values()) {
            long mixed =
                    LongStream.range(0, 40).filter(seed -> run(model, seed)).count();
            assertThat(mixed).as("%s", model).isGreaterThan(8);
        }
    }

    private static boolean run(PreviewModel model, long seed) {
        PreviewHost host = new PreviewHost(model, new Random(seed));
        Set<Long> mustGo = host.mustGo();
        Set<Long> before = keys(host);

        SweepPlan plan = host.sojourn.retention().preview();
        assertThat(keys(host)).as("a preview disposes of nothing").isEqualTo(before);
        assertThat(itemsDue(plan)).isEqualTo(mustGo.size());
        SweepReport report = host.sojourn.retention().sweep(plan);

        Set<Long> mustStay = new HashSet<>(before);
        mustStay.removeAll(mustGo);
        assertThat(keys(host)).as("what must stay, stays").isEqualTo(mustStay);
        assertThat(report.gone()).isEqualTo(plan.due());
        assertThat(report.failures()).isEmpty();
        assertThat(report.spared(KeepReason.CHANGED)).isZero();
        assertThat(itemsDue(host.sojourn.retention().preview())).isZero();
        return !mustGo.isEmpty() && !mustStay.isEmpty();
    }

    private static Set<Long> keys(PreviewHost host) {
        Set<Long> keys = new TreeSet<>();
        host.items.all().forEach(item -> keys.add(item.id()));
        return keys;
    }

    private static long itemsDue(SweepPlan plan) {
        return plan.steps().stream()
                .filter(step -> step.entity().equals("Item"))
                .mapToLong(SweepPlan.Step::due)
                .sum();
    }
}
