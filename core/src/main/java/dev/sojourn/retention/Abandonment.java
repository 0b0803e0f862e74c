package dev.sojourn.retention;

import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says of runs whose node is gone that nobody will go on with them: their plan expired a day ago, and for a day the
 * ledger has heard nothing of them. A node that was merely asleep finds its run over, and disposes of nothing more.
 */
final class Abandonment {

    private static final Duration SILENCE = Duration.ofDays(1);
    private static final int PAGE = 500;

    private final RetentionPorts ports;
    private final Ledger ledger;

    Abandonment(RetentionPorts ports, Ledger ledger) {
        this.ports = ports;
        this.ledger = ledger;
    }

    void note(Instant now) {
        Instant since = now.minus(SILENCE);
        for (String id : ports.work().runNew(() -> ports.runs().running())) {
            ports.work().runNew(() -> {
                if (isStale(id, since)) {
                    ports.runs().lock(id);
                    Optional<LedgerEntry> last = last(id);
                    if (isStale(id, since)
                            && last.filter(entry -> !entry.at().isBefore(since)).isEmpty()) {
                        ports.runs().move(id, Run.State.ABANDONED);
                        last.filter(entry -> entry.kind() != EntryKind.RUN_STOPPED)
                                .ifPresent(entry -> ledger.append(
                                        ChainId.run(id),
                                        EntryKind.RUN_STOPPED,
                                        Map.of("why", SweepReport.Stop.ABANDONED.name()),
                                        Map.of()));
                    }
                }
                return id;
            });
        }
    }

    private boolean isStale(String id, Instant since) {
        Optional<Run> run = ports.runs().find(id);
        return run.filter(found -> found.state() == Run.State.RUNNING)
                .filter(found -> found.expiresAt().isBefore(since))
                .isPresent();
    }

    private Optional<LedgerEntry> last(String id) {
        Optional<LedgerEntry> last = Optional.empty();
        while (true) {
            List<LedgerEntry> page =
                    ledger.read(ChainId.run(id), last.map(LedgerEntry::number).orElse(0L), PAGE);
            if (page.isEmpty()) {
                return last;
            }
            last = Optional.of(page.get(page.size() - 1));
        }
    }
}
