package dev.sojourn.testkit;

import static dev.sojourn.testkit.RuleHost.BUCHAREST;
import static dev.sojourn.testkit.RuleHost.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.Sojourn;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.KeepReason;
import dev.sojourn.retention.SweepPlan;
import dev.sojourn.retention.SweepReport;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A row that cannot go stops no other: its batch is halved until it stands alone. */
class PoisonRowsTest {

    private static final int ROWS = 1_000;

    private final RuleHost host = new RuleHost(
            RuleHost.policy(
                    BUCHAREST,
                    RetentionRule.atMost("item", Period.ofDays(10))
                            .serving(SERVICE)
                            .because("a reason")),
            "2026-06-01T09:00",
            Map.of("item", "day"));
    private final PoisonedData poisoned = new PoisonedData(host.items);
    private final Sojourn sojourn = Sojourn.builder(host.sojourn.policy())
            .stores(host.stores)
            .clock(host.clock)
            .data(poisoned)
            .build();

    @Test
    @Upholds("KLUSARO-20")
    void takesEverythingButThePoisonRowsAndRetriesThemNextTime() {
        fill();
        poisoned.poison.put(17L, "a foreign key refuses");
        poisoned.poison.put(640L, "a trigger refuses");
        poisoned.poison.put(641L, "a trigger refuses");

        SweepPlan plan = sojourn.retention().preview();
        SweepReport report = sojourn.retention().sweep(plan, Actor.employee("Ioana"));
        assertThat(report.gone()).isEqualTo(ROWS - 3);
        assertThat(remaining()).containsExactly(17L, 640L, 641L);
        assertThat(report.failures()).singleElement().satisfies(step -> {
            assertThat(step.entity()).isEqualTo("Item");
            assertThat(step.rule()).isEqualTo("item");
            assertThat(step.failed()).isEqualTo(3);
            assertThat(step.failures()).isEqualTo(Map.of("a foreign key refuses", 1L, "a trigger refuses", 2L));
            assertThat(step.spared()).isEmpty();
        });
        assertThat(report.toString()).doesNotContain("ada@example.org", "640");
        assertThat(recorded(plan)).as("no evidence of what failed").isEqualTo(ROWS - 3);
        assertThat(poisoned.disposals()).as("found by halving").isLessThan(70);

        poisoned.poison.clear();
        assertThat(sojourn.retention().sweep(sojourn.retention().preview()).gone())
                .isEqualTo(3);
        assertThat(remaining()).isEmpty();
    }

    @Test
    void givesAStoreUpThatFailsRowAfterRow() {
        fill();
        LongStream.range(0, ROWS).forEach(id -> poisoned.poison.put(id, "the disk is full"));
        SweepReport report = sojourn.retention().sweep(sojourn.retention().preview());
        assertThat(report.gone()).isZero();
        assertThat(remaining()).hasSize(ROWS);
        assertThat(poisoned.disposals()).isLessThan(250);
        assertThat(report.failures().get(0).failed() + report.spared(KeepReason.NOT_REACHED))
                .as("every row is accounted for")
                .isEqualTo(ROWS);
    }

    private void fill() {
        for (long id = 0; id < ROWS; id++) {
            host.add(id, "", LocalDate.of(2026, 1, 1));
        }
    }

    private List<Long> remaining() {
        return host.items.all().stream().map(RuleHost.Item::id).collect(Collectors.toList());
    }

    private long recorded(SweepPlan plan) {
        List<LedgerEntry> chain = sojourn.ledger().read(ChainId.run(plan.id()), 0, 1_000);
        return chain.stream()
                .mapToLong(entry -> Long.parseLong(entry.body().getOrDefault("rows.Item", "0")))
                .sum();
    }
}
