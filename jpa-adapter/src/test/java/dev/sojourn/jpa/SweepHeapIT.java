package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import dev.sojourn.testkit.HandMovedClock;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a preview, a sweep and its report need of the heap does not grow with the table. Twice the rows by default; with
 * {@code -Dsojourn.heap.rows=2000000} twenty times.
 */
class SweepHeapIT {

    private static final Logger LOG = LoggerFactory.getLogger(SweepHeapIT.class);
    private static final int SMALL = 100_000;
    private static final int LARGE = Integer.getInteger("sojourn.heap.rows", 200_000);
    private static final int SAMPLES = 10;

    /** Reached by a sweep of any length here, so that the lengths compare. */
    private static final int BATCH = 1_000;

    private static final long MEGABYTE = 1 << 20;

    @Test
    void staysFlatHoweverManyRowsGo() throws IOException {
        LongSummaryStatistics warming = live(SMALL / 5);
        LongSummaryStatistics small = live(SMALL);
        LongSummaryStatistics large = live(LARGE);
        String figures = "live heap after a forced collection, %d samples a sweep: %s; %s; warm-up %s"
                .formatted(SAMPLES, words(SMALL, small), words(LARGE, large), words(SMALL / 5, warming));
        LOG.warn(figures);
        Files.writeString(Path.of("target", "SweepHeapIT.txt"), figures + "\n");
        assertThat(large.getMax() - small.getMax()).isLessThan(2 * MEGABYTE);
    }

    private static LongSummaryStatistics live(int rows) {
        try (TestDatabase database = TestDatabase.postgres();
                EntityManagerFactory unit = database.open(Visit.class)) {
            Visit.fill(database, rows);
            int due = Visit.dueOf(rows);
            AtomicLong next = new AtomicLong(due / SAMPLES);
            List<Long> samples = new ArrayList<>();
            Sojourn sojourn = Sojourn.builder(Visit.policy())
                    .stores(JpaStores.of(JpaUnitOfWork.of(unit)).tenantAttribute("tenant"))
                    .clock(HandMovedClock.at(Visit.NOW))
                    .batchSize(BATCH)
                    .progress(advance -> {
                        if (advance.done() >= next.get() && samples.size() < SAMPLES) {
                            next.addAndGet(due / SAMPLES);
                            samples.add(liveHeap());
                        }
                    })
                    .build();
            SweepPlan plan = sojourn.retention().preview();
            SweepReport report = sojourn.retention().sweep(plan);
            assertThat(report.gone()).isEqualTo(plan.due()).isEqualTo(due);
            assertThat(samples).hasSize(SAMPLES);
            return samples.stream().mapToLong(Long::longValue).summaryStatistics();
        }
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String words(int rows, LongSummaryStatistics live) {
        return "%,d rows: %.1f to %.1f MB"
                .formatted(rows, (double) live.getMin() / MEGABYTE, (double) live.getMax() / MEGABYTE);
    }
}
