package dev.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.policy.Actor;
import dev.sojourn.policy.RetentionRule;
import dev.sojourn.retention.Run;
import dev.sojourn.retention.SweepHandle;
import dev.sojourn.retention.SweepPace;
import dev.sojourn.retention.SweepPlan;
import java.time.LocalDate;
import java.time.Period;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run that no node will end is said to be abandoned, a day after nobody could go on with it. */
class AbandonedRunsTest {

    private final RuleHost host = new RuleHost(
            RuleHost.policy(
                    RuleHost.BUCHAREST,
                    RetentionRule.atMost("call", Period.ofDays(30)).serving(RuleHost.SERVICE)),
            "2026-06-01T09:00",
            Map.of("call", "day"));

    @Test
    void abandonsARunWhoseNodeIsGoneAndLeavesAYoungerOne() {
        host.add(1, "", LocalDate.of(2026, 1, 1));
        SweepPlan killed = host.sojourn.retention().preview();
        host.stores.work().run(() -> {
            host.stores.runs().move(killed.id(), Run.State.RUNNING);
            return killed;
        });
        host.clock.set("2026-06-02T23:00");
        SweepPlan younger = host.sojourn.retention().preview();
        SweepHandle handle = new SweepHandle();
        handle.cancel();
        host.sojourn.retention().sweep(younger, Actor.job("nightly"), SweepPace.full(), handle);

        host.clock.set("2026-06-03T09:01");
        host.sojourn.retention().preview();
        assertThat(state(killed)).contains(Run.State.ABANDONED);
        assertThat(state(younger)).contains(Run.State.RUNNING);

        host.clock.set("2026-06-06T09:00");
        host.sojourn.retention().preview();
        assertThat(state(younger)).contains(Run.State.ABANDONED);
        assertThat(host.sojourn.ledger().read(ChainId.run(younger.id()), 0, 10))
                .extracting(LedgerEntry::kind)
                .as("it was stopped before, and the ledger says so already")
                .containsExactly(EntryKind.RUN_STARTED, EntryKind.RUN_STOPPED);
        assertThat(host.has(1)).as("due in the next run").isTrue();
        assertThat(host.sweep().gone()).isEqualTo(1);
    }

    private Optional<Run.State> state(SweepPlan plan) {
        return host.stores.work().run(() -> host.stores.runs().find(plan.id())).map(Run::state);
    }
}
