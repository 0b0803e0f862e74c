package dev.sojourn.ledger;

import java.util.List;

/** Reads what the installation's chain says of entries dropped, and reads on when it is asked again. */
final class TrimRecord {

    private final Ledger ledger;
    private final InstallationFold.State state;
    private long seen;

    TrimRecord(Ledger ledger, ChainStore chains, InstallationFold fold) {
        this.ledger = ledger;
        ChainHead head = ledger.work()
                .run(() -> chains.head(ChainId.INSTALLATION, ChainStore.NOW))
                .orElseGet(() -> ChainHead.empty(ChainId.INSTALLATION));
        this.seen = head.base();
        this.state = fold.of(
                ChainId.INSTALLATION,
                head.tombstone()
                        .filter(Tombstone::isIntact)
                        .map(stone -> stone.state().getOrDefault(fold.name(), ""))
                        .orElse(""));
    }

    /** An entry that cannot be read ends the reading: verification of the chain tells of it. */
    InstallationFold.State read() {
        Pages<LedgerEntry> entries = new Pages<>(last -> {
            try {
                return ledger.read(ChainId.INSTALLATION, seen, Pages.SIZE);
            } catch (UnreadableEntry e) {
                return List.of();
            }
        });
        while (entries.hasNext()) {
            LedgerEntry entry = entries.next();
            state.add(entry);
            seen = entry.number();
        }
        return state;
    }
}
