package dev.sojourn;

import dev.sojourn.ledger.ChainHead;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.ChainStore;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.retention.Run;
import dev.sojourn.retention.SweepReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads sweeps back: which there were from the runs, what they did from the two ends of their chains. */
final class SweepLog {

    private final Stores stores;

    SweepLog(Stores stores) {
        this.stores = stores;
    }

    List<PastSweep> latest(int limit) {
        return stores.work()
                .run(() -> stores.runs().latest(limit).stream()
                        .flatMap(run -> read(run).stream())
                        .toList());
    }

    /** Nothing where the ledger's own retention has dropped the chain. */
    private Optional<PastSweep> read(Run run) {
        ChainId chain = ChainId.run(run.id());
        Optional<LedgerEntry> first = stores.ledger().read(chain, 0, 1).stream().findFirst();
        long last = stores.chains()
                .head(chain, ChainStore.NOW)
                .map(ChainHead::number)
                .orElse(0L);
        return first.map(started -> sweep(run, started, stores.ledger().read(chain, last - 1, 1)));
    }

    private static PastSweep sweep(Run run, LedgerEntry started, List<LedgerEntry> end) {
        Optional<LedgerEntry> ended = end.stream()
                .filter(entry -> entry.kind() == EntryKind.RUN_ENDED || entry.kind() == EntryKind.RUN_STOPPED)
                .findFirst();
        Optional<Instant> endedAt = ended.map(LedgerEntry::at);
        return new PastSweep(
                run.id(),
                run.policyVersion(),
                run.at(),
                started.at(),
                endedAt,
                number(Optional.of(started), "planned"),
                number(ended, "disposed"),
                number(ended, "failed"),
                ended.flatMap(entry -> Optional.ofNullable(entry.body().get("why")))
                        .map(SweepReport.Stop::valueOf));
    }

    private static long number(Optional<LedgerEntry> entry, String fact) {
        return entry.map(found -> found.body().getOrDefault(fact, "0"))
                .map(Long::parseLong)
                .orElse(0L);
    }
}
