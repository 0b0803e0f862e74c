package dev.sojourn.ledger;

import dev.sojourn.ledger.Breach.Kind;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the ledger again and says whether it is what was written: entry by entry, text by text, checkpoint by checkpoint,
 * and whether the state kept beside it is what its entries come to (GDPR 5(2), 7(1)).
 *
 * <p>What it finds. Any change, loss, addition or swap of entries, texts, heads or checkpoints whose hashes were not
 * computed again is found, and the first wrong entry of each chain is named; so is the loss of whole chains that a
 * checkpoint covers. Somebody who computes every hash again is found up to the last checkpoint that was signed, when
 * verification is told the key, or kept elsewhere, when it is given the line. What he does to entries after that
 * checkpoint nothing finds, nor the loss of chains begun after it. Nor does a signature tell that later checkpoints were
 * dropped and the whole ledger put back to where an earlier one was signed: only a line kept elsewhere does.
 *
 * <p>Thread-safe. It locks nothing and may run beside writers: it reads in many short units of its own, so call it
 * outside a unit. Its memory does not grow with the ledger.
 */
public final class LedgerVerifier {

    private final Ledger ledger;
    private final ChainStore chains;
    private final CheckpointStore checkpoints;
    private final List<ChainFold> folds;
    private final List<PublicKey> keys;

    /**
     * A verifier that trusts no key: signatures are not looked at.
     *
     * @param ledger the ledger
     * @param chains shows its chains
     * @param checkpoints keeps its checkpoints
     * @param folds fold the chains again and compare with the state kept beside them
     */
    public LedgerVerifier(Ledger ledger, ChainStore chains, CheckpointStore checkpoints, List<ChainFold> folds) {
        this(ledger, chains, checkpoints, folds, List.of());
    }

    private LedgerVerifier(
            Ledger ledger,
            ChainStore chains,
            CheckpointStore checkpoints,
            List<ChainFold> folds,
            List<PublicKey> keys) {
        this.ledger = ledger;
        this.chains = chains;
        this.checkpoints = checkpoints;
        this.folds = List.copyOf(folds);
        this.keys = keys;
    }

    /**
     * The same verifier, trusting keys: from the first signed checkpoint on, each must be signed by one of them, and
     * there must be one.
     *
     * @param trusted Ed25519 public keys, those of earlier signers included
     * @return a verifier that looks at signatures
     */
    public LedgerVerifier trusting(List<PublicKey> trusted) {
        return new LedgerVerifier(ledger, chains, checkpoints, folds, List.copyOf(trusted));
    }

    /**
     * Verifies everything.
     *
     * @return what was read and what is wrong
     * @throws StoreException when a store fails
     */
    public VerificationReport verify() {
        return wholly(Optional.empty());
    }

    /**
     * Verifies everything, and that it agrees with a checkpoint whose line was kept elsewhere.
     *
     * @param kept the checkpoint, from {@link Checkpoint#parse}
     * @return what was read and what is wrong; when the ledger's own retention has since dropped what it covered, the
     *     checkpoint is among {@link VerificationReport#outOfReach()}
     * @throws StoreException when a store fails
     */
    public VerificationReport verify(Checkpoint kept) {
        return wholly(Optional.of(kept));
    }

    /**
     * Verifies one chain, and what its entries come to.
     *
     * @param chain the chain
     * @return what was read and what is wrong; a chain that is not there is reported as missing
     * @throws StoreException when a store fails
     */
    public VerificationReport verify(ChainId chain) {
        VerificationReport.Tally tally = new VerificationReport.Tally();
        Optional<ChainHead> head = ledger.work().runNew(() -> chains.head(chain, ChainStore.NOW));
        if (head.isEmpty()) {
            tally.add(Breach.in(chain, Kind.CHAIN_MISSING, 1, "nothing is kept of the chain"));
            return tally.report();
        }
        add(new ChainCheck(ledger, chains, allFolds()).check(head.get(), Optional.empty()), tally);
        return tally.report();
    }

    /**
     * Verifies only what came after a checkpoint that was kept elsewhere. The chains it covers must end as they did; the
     * entries it covers are not read again, and the state kept beside the ledger is not compared.
     *
     * @param kept the checkpoint, from {@link Checkpoint#parse}
     * @return what was read and what is wrong; when the checkpoint is out of reach, every chain was read wholly
     * @throws StoreException when a store fails
     */
    public VerificationReport verifySince(Checkpoint kept) {
        VerificationReport.Tally tally = new VerificationReport.Tally();
        new CheckpointCheck(chains, checkpoints, ledger.work(), keys, tally).check(Optional.of(kept));
        ChainCheck check = new ChainCheck(ledger, chains, List.of());
        boolean within = tally.report().compared().contains(kept.number());
        Pages<ChainHead> covered = Cover.pages(kept.position(), chains, ledger.work());
        Pages<ChainHead> present = Cover.pages(ChainStore.NOW, chains, ledger.work());
        Optional<ChainHead> then = next(covered);
        while (present.hasNext()) {
            ChainHead now = present.next();
            while (then.filter(one -> one.chain().compareTo(now.chain()) < 0).isPresent()) {
                then = next(covered);
            }
            Optional<ChainHead> from = within ? then.filter(one -> one.chain().equals(now.chain())) : Optional.empty();
            if (from.filter(one -> one.number() == now.number() && one.hash().equals(now.hash()))
                    .isEmpty()) {
                add(check.check(now, from), tally);
            }
        }
        return tally.report();
    }

    private static Optional<ChainHead> next(Pages<ChainHead> pages) {
        return pages.hasNext() ? Optional.of(pages.next()) : Optional.empty();
    }

    private VerificationReport wholly(Optional<Checkpoint> kept) {
        VerificationReport.Tally tally = new VerificationReport.Tally();
        new CheckpointCheck(chains, checkpoints, ledger.work(), keys, tally).check(kept);
        InstallationFold.State recorded = recorded();
        ChainCheck check = new ChainCheck(ledger, chains, allFolds());
        long dropped = 0;
        long droppedUnder = 0;
        boolean installed = false;
        Pages<ChainHead> present = Cover.pages(ChainStore.NOW, chains, ledger.work());
        while (present.hasNext()) {
            ChainHead head = present.next();
            add(check.check(head, Optional.empty()), tally);
            installed |= head.chain().equals(ChainId.INSTALLATION);
            dropped += head.base();
            droppedUnder = Math.max(
                    droppedUnder, head.tombstone().map(Tombstone::checkpoint).orElse(0L));
        }
        if (!installed && tally.report().checkpoints() > 0) {
            tally.add(Breach.in(
                    ChainId.INSTALLATION,
                    Kind.CHAIN_MISSING,
                    1,
                    "checkpoints are kept, and nothing that records them"));
        }
        if (dropped != recorded.dropped() || droppedUnder > recorded.droppedUnder()) {
            InstallationFold.State again = recorded();
            if (again.dropped() == recorded.dropped()) {
                tally.add(Breach.in(
                        ChainId.INSTALLATION,
                        Kind.TOMBSTONE_MISMATCH,
                        recorded.droppedUnder(),
                        "tombstones stand for " + dropped + " entries, and " + recorded.dropped()
                                + " are recorded as dropped"));
            }
        }
        return tally.report();
    }

    /** What the installation's chain says was dropped; whether that chain is whole is told when it is verified. */
    private InstallationFold.State recorded() {
        return new TrimRecord(ledger, chains, new InstallationFold(checkpoints, ledger.work())).read();
    }

    private List<ChainFold> allFolds() {
        List<ChainFold> all = new ArrayList<>();
        all.add(new InstallationFold(checkpoints, ledger.work()));
        all.addAll(folds);
        return all;
    }

    private static void add(ChainCheck.Result result, VerificationReport.Tally tally) {
        tally.chain(result.entries());
        result.breach().ifPresent(tally::add);
    }
}
