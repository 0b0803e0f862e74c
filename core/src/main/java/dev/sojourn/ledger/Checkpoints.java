package dev.sojourn.ledger;

import java.util.Map;
import java.util.Optional;

/**
 * Makes checkpoints: each seals all chains as they were a moment ago and is linked to the one before (GDPR 5(2)).
 *
 * <p>Thread-safe. A checkpoint, and the entry of the installation's chain that records it, commit together in a unit of
 * their own, whatever unit the caller is in: what the caller has not committed yet is not covered. Its line
 * ({@link Checkpoint#line()}) is worth most where nobody who can write to the database can write.
 */
public final class Checkpoints {

    /** The facts of the entry that records a checkpoint. */
    static final String NUMBER = "checkpoint";

    static final String HASH = "checkpoint.hash";

    private final Ledger ledger;
    private final ChainStore chains;
    private final CheckpointStore store;
    private final Optional<CheckpointSigner> signer;

    /**
     * Checkpoints over a ledger.
     *
     * @param ledger the ledger
     * @param chains shows its chains
     * @param store keeps the checkpoints
     * @param signer signs them; empty when they are not signed
     */
    public Checkpoints(Ledger ledger, ChainStore chains, CheckpointStore store, Optional<CheckpointSigner> signer) {
        this.ledger = ledger;
        this.chains = chains;
        this.store = store;
        this.signer = signer;
    }

    /**
     * Makes a checkpoint over everything that no open unit can still precede.
     *
     * @return the checkpoint, after its commit
     * @throws BrokenChain when the installation's chain was tampered with
     * @throws StoreException when a store fails; worth retrying when the ledger was trimmed or another checkpoint made
     *     meanwhile
     */
    public Checkpoint make() {
        UnitOfWork work = ledger.work();
        long seen = work.runNew(() -> chains.head(ChainId.INSTALLATION, ChainStore.NOW))
                .map(ChainHead::number)
                .orElse(0L);
        long position = work.runNew(() -> chains.safePosition(ledger.now()));
        Cover cover = Cover.at(position, chains, work);
        return work.runNew(() -> {
            ledger.lock(ChainId.INSTALLATION);
            Optional<Checkpoint> last = store.last();
            if (last.filter(before -> before.position() > position).isPresent() || wasTrimmedSince(seen)) {
                throw new StoreException(
                        "the ledger changed while a checkpoint was made",
                        new IllegalStateException("another checkpoint was made or entries were dropped"),
                        true);
            }
            Checkpoint checkpoint = Checkpoint.hashed(
                    last.map(Checkpoint::number).orElse(0L) + 1,
                    ledger.now(),
                    position,
                    cover.chains(),
                    cover.heads(),
                    cover.tombstones(),
                    last.map(Checkpoint::hash).orElse(CanonicalForm.NOTHING),
                    signer);
            store.add(checkpoint);
            Map<String, String> facts = Map.of(NUMBER, Long.toString(checkpoint.number()), HASH, checkpoint.hash());
            ledger.append(ChainId.INSTALLATION, EntryKind.CHECKPOINT_MADE, facts, Map.of());
            return checkpoint;
        });
    }

    /**
     * The latest checkpoint.
     *
     * @return empty when none was made
     * @throws StoreException when the store fails
     */
    public Optional<Checkpoint> last() {
        return ledger.work().run(store::last);
    }

    /** A trim changes tombstones: some read before it and some after it would be a state there never was. */
    private boolean wasTrimmedSince(long seen) {
        Pages<LedgerEntry> entries = new Pages<>(last ->
                ledger.read(ChainId.INSTALLATION, last.map(LedgerEntry::number).orElse(seen), Pages.SIZE));
        while (entries.hasNext()) {
            if (entries.next().kind() == EntryKind.LEDGER_TRIMMED) {
                return true;
            }
        }
        return false;
    }
}
