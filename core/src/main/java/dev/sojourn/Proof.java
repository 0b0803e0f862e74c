package dev.sojourn;

import dev.sojourn.consent.ActFold;
import dev.sojourn.ledger.Breach;
import dev.sojourn.ledger.ChainFold;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Checkpoint;
import dev.sojourn.ledger.CheckpointSigner;
import dev.sojourn.ledger.Checkpoints;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerExport;
import dev.sojourn.ledger.LedgerRetention;
import dev.sojourn.ledger.LedgerVerifier;
import dev.sojourn.ledger.TrimReport;
import dev.sojourn.ledger.VerificationReport;
import dev.sojourn.policy.DataSubject;
import dev.sojourn.policy.Policy;
import dev.sojourn.retention.HoldFold;
import dev.sojourn.retention.SettingFold;
import dev.sojourn.time.RetentionCalendar;
import java.io.IOException;
import java.io.Writer;
import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger proves, and that it still does: verification, checkpoints, export, and the ledger's own retention
 * (GDPR 5(2), 7(1)).
 *
 * <p>Thread-safe. Everything here reads and works in units of its own: call it outside a unit.
 */
public final class Proof {

    private static final int MOST_SWEEPS = 100;

    private final Stores stores;
    private final Ledger ledger;
    private final Policy policy;
    private final Optional<CheckpointSigner> signer;
    private final List<ChainFold> folds;

    Proof(Stores stores, Ledger ledger, Policy policy, Optional<CheckpointSigner> signer) {
        this.stores = stores;
        this.ledger = ledger;
        this.policy = policy;
        this.signer = signer;
        this.folds = List.of(
                new PolicyFold(),
                new ActFold(stores.consents(), stores.subjects(), stores.work()),
                new HoldFold(stores.holds(), stores.events(), stores.subjects(), stores.work()),
                new SettingFold(stores.settings(), stores.work()));
    }

    /**
     * Verifies the ledger in every way there is: wholly, one chain, against a checkpoint kept elsewhere, since one, with
     * keys.
     *
     * @return a verifier that folds acts, holds, events and settings again and compares them with what is kept
     */
    public LedgerVerifier verifier() {
        return new LedgerVerifier(ledger, stores.chains(), stores.checkpoints(), folds);
    }

    /**
     * Verifies everything.
     *
     * @return what was read and what is wrong
     * @throws dev.sojourn.ledger.StoreException when a store fails
     */
    public VerificationReport verify() {
        return verifier().verify();
    }

    /**
     * Verifies what is recorded of one person.
     *
     * @param subject the person
     * @return what was read and what is wrong; nothing read and nothing wrong for somebody never heard of
     * @throws dev.sojourn.ledger.StoreException when a store fails
     */
    public VerificationReport verify(DataSubject subject) {
        return stores.work()
                .run(() -> stores.subjects().find(subject))
                .map(key -> verifier().verify(ChainId.subject(key)))
                .orElseGet(() -> new VerificationReport(0, 0, 0, List.of(), List.of(), List.<Breach>of(), 0));
    }

    /**
     * The last sweeps of this installation, by whatever node, as the ledger records them.
     *
     * @param limit how many at most; 1 to 100
     * @return the latest first; sweeps the ledger's own retention has dropped are left out
     * @throws IllegalArgumentException when the limit is another
     * @throws dev.sojourn.ledger.StoreException when a store fails
     */
    public List<PastSweep> sweeps(int limit) {
        if (limit < 1 || limit > MOST_SWEEPS) {
            throw new IllegalArgumentException("the last " + limit + " sweeps: expected 1 to " + MOST_SWEEPS);
        }
        return new SweepLog(stores).latest(limit);
    }

    /**
     * Makes a checkpoint, signed if the builder was given a signer.
     *
     * @return the checkpoint; keep its {@link Checkpoint#line()} where nobody who can write to the database can write
     * @throws dev.sojourn.ledger.BrokenChain when the installation's chain was tampered with
     * @throws dev.sojourn.ledger.StoreException when a store fails; worth retrying when another node was quicker
     */
    public Checkpoint checkpoint() {
        return new Checkpoints(ledger, stores.chains(), stores.checkpoints(), signer).make();
    }

    /**
     * Writes the ledger as JSON Lines, which {@link dev.sojourn.ledger.ExportedLedger} verifies without a database.
     *
     * @param out takes the lines; UTF-8 when it ends in bytes; neither flushed nor closed
     * @throws IOException when the writer fails
     * @throws dev.sojourn.ledger.StoreException when a store fails; worth retrying when the ledger was trimmed meanwhile
     */
    public void export(Writer out) throws IOException {
        new LedgerExport(ledger, stores.chains(), stores.checkpoints()).write(out);
    }

    /**
     * Drops from the ledger what is older than a period and binds nobody any more; days are those of the controller's
     * zone (GDPR 5(1)(e)).
     *
     * @param period how long entries are kept from the day they were recorded
     * @return what went and what stayed; empty when nothing was old enough to look at
     * @throws IllegalArgumentException when the period is zero or negative
     * @throws dev.sojourn.ledger.BrokenChain when the installation's chain was tampered with
     * @throws dev.sojourn.ledger.StoreException when a store fails, after what was committed until then
     */
    public Optional<TrimReport> trim(Period period) {
        RetentionCalendar calendar = RetentionCalendar.in(policy.zone(), policy.financialYearEnd());
        return new LedgerRetention(ledger, stores.chains(), stores.checkpoints(), signer, folds, period, calendar)
                .trim();
    }
}
