package dev.sojourn.retention;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the ledger says of a run: written with each batch, read when a run must know what others did under its plan. */
final class RunRecord {

    private static final int PAGE = 200;

    private final Ledger ledger;
    private final ChainId chain;

    RunRecord(Ledger ledger, String run) {
        this.ledger = ledger;
        this.chain = ChainId.run(run);
    }

    /** Records the counts of a batch, in its unit. */
    void add(Step step, String disposition, Map<String, Long> counts) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("entity", step.entity().name());
        facts.put("rule", step.rule().id());
        facts.put("cause", step.cause().name());
        facts.put("disposition", disposition);
        step.tenant().ifPresent(tenant -> facts.put("tenant", tenant));
        counts.forEach((name, rows) -> facts.put("rows." + name, rows.toString()));
        ledger.append(chain, EntryKind.BATCH_DISPOSED, facts, Map.of());
    }

    /** How many rows of the step's own entity are recorded as gone, by whatever node. */
    long goneIn(Step step) {
        long gone = 0;
        long after = 0;
        while (true) {
            List<LedgerEntry> page = ledger.read(chain, after, PAGE);
            if (page.isEmpty()) {
                return gone;
            }
            for (LedgerEntry entry : page) {
                after = entry.number();
                if (isOf(entry, step)) {
                    gone += Long.parseLong(
                            entry.body().getOrDefault("rows." + step.entity().name(), "0"));
                }
            }
        }
    }

    private static boolean isOf(LedgerEntry entry, Step step) {
        return entry.kind() == EntryKind.BATCH_DISPOSED
                && step.entity().name().equals(entry.body().get("entity"))
                && step.rule().id().equals(entry.body().get("rule"))
                && step.cause().name().equals(entry.body().get("cause"))
                && step.tenant().equals(Optional.ofNullable(entry.body().get("tenant")));
    }
}
