package dev.sojourn.ledger;

import dev.sojourn.policy.Trigger;
import dev.sojourn.time.RetentionCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger's own retention: proof is kept as long as it is needed, and no longer (GDPR 5(1)(e)).
 *
 * <p>Of each chain the oldest entries go, up to the first that is not past its period or still binds, a consent in force
 * for example; a tombstone stays, from which verification goes on. A chain that does not verify loses nothing. What went
 * is summed up in one entry of the installation's chain (one for each {@value #CHAINS_AT_A_TIME} chains, when there are
 * more), which commits together with it.
 *
 * <p>Before anything goes, and again afterwards, a checkpoint is made: keep the later one's line, since those made
 * before can no longer be compared.
 *
 * <p>Thread-safe; any number of nodes may trim at once. It works in units of its own, whatever unit the caller is in.
 */
public final class LedgerRetention {

    static final int CHAINS_AT_A_TIME = 200;

    private final Ledger ledger;
    private final ChainStore chains;
    private final CheckpointStore checkpoints;
    private final Optional<CheckpointSigner> signer;
    private final List<ChainFold> folds;
    private final Period period;
    private final RetentionCalendar calendar;

    /**
     * Retention of a ledger.
     *
     * @param ledger the ledger
     * @param chains shows and trims its chains
     * @param checkpoints keeps its checkpoints
     * @param signer signs checkpoints; empty when they are not signed
     * @param folds say which entries still bind, and what those dropped came to; the same as verification is given
     * @param period how long an entry is kept from the day it was recorded; more than nothing
     * @param calendar tells days, in the controller's zone
     * @throws IllegalArgumentException when the period is zero or negative
     */
    public LedgerRetention(
            Ledger ledger,
            ChainStore chains,
            CheckpointStore checkpoints,
            Optional<CheckpointSigner> signer,
            List<ChainFold> folds,
            Period period,
            RetentionCalendar calendar) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("the ledger's period " + period
                    + " is not positive: entries are kept for some time, P24M for example");
        }
        this.ledger = ledger;
        this.chains = chains;
        this.checkpoints = checkpoints;
        this.signer = signer;
        this.folds = new ArrayList<>(folds);
        this.folds.add(0, new InstallationFold(checkpoints, ledger.work()));
        this.period = period;
        this.calendar = calendar;
    }

    /**
     * Drops what is past its period and binds nobody any more.
     *
     * @return what went and what stayed; empty when nothing was old enough to look at
     * @throws BrokenChain when the installation's chain was tampered with
     * @throws StoreException when a store fails, after what was committed until then; the next call goes on
     */
    public Optional<TrimReport> trim() {
        Optional<Instant> before = before();
        if (before.isEmpty() || holding(before.get(), Optional.empty(), 1).isEmpty()) {
            return Optional.empty();
        }
        Checkpoints seals = new Checkpoints(ledger, chains, checkpoints, signer);
        long position = seals.make().position();
        TrimRecord record = new TrimRecord(ledger, chains, new InstallationFold(checkpoints, ledger.work()));
        record.read();
        Tally tally = new Tally(before.get(), position, record);
        Optional<ChainId> last = Optional.empty();
        while (true) {
            List<ChainId> page = holding(before.get(), last, CHAINS_AT_A_TIME);
            if (page.isEmpty()) {
                break;
            }
            tally.add(ledger.work().runNew(() -> trim(page, tally)));
            last = Optional.of(page.get(page.size() - 1));
        }
        if (tally.dropped > 0) {
            seals.make();
        }
        return Optional.of(new TrimReport(before.get(), tally.dropped, tally.chains, tally.inForce, tally.broken));
    }

    /** Entries recorded before this instant are past their period; found by counting forward, like every retention end. */
    private Optional<Instant> before() {
        LocalDate today = calendar.dayOf(ledger.now());
        return calendar.lastDueDay(new Trigger.Creation(Trigger.Rounding.NONE), period, today)
                .map(calendar::dueFrom);
    }

    private List<ChainId> holding(Instant before, Optional<ChainId> after, int limit) {
        return ledger.work().runNew(() -> chains.holding(before, after, limit));
    }

    /** One unit: the installation's chain first, as everywhere, since it is the first in order. */
    private Trimmed trim(List<ChainId> page, Tally tally) {
        ledger.lock(ChainId.INSTALLATION);
        long checkpoint = checkpoints.last().map(Checkpoint::number).orElse(0L);
        Trimmed trimmed = new Trimmed();
        for (ChainId chain : page) {
            if (isHeadless(chain)) {
                trimmed.broken.add(Breach.in(chain, Breach.Kind.HEAD_MISMATCH, 1, "entries are there, and no head"));
                continue;
            }
            ledger.lock(chain);
            ChainHead head = chains.head(chain, ChainStore.NOW).orElseGet(() -> ChainHead.empty(chain));
            long covered =
                    chains.head(chain, tally.position).map(ChainHead::number).orElse(0L);
            Prefix prefix = new Prefix(ledger.store(), folds, head, covered, tally.before);
            prefix.measure();
            trimmed.inForce += prefix.inForce() ? 1 : 0;
            prefix.breach().ifPresent(trimmed.broken::add);
            Optional<Tombstone> tombstone = prefix.tombstone(checkpoint);
            if (tombstone.isPresent()) {
                trimmed.chains++;
                trimmed.dropped += chains.trim(tombstone.get());
            }
        }
        if (trimmed.dropped > 0) {
            record(trimmed, checkpoint, tally);
        }
        return trimmed;
    }

    /** Locking such a chain would make a new head, and hide that the old one is gone. */
    private boolean isHeadless(ChainId chain) {
        return chains.head(chain, ChainStore.NOW)
                .filter(head -> head.number() > 0)
                .isEmpty();
    }

    private void record(Trimmed trimmed, long checkpoint, Tally tally) {
        long total = tally.record.read().dropped() + trimmed.dropped;
        Map<String, String> facts = Map.of(
                "before",
                tally.before.toString(),
                "dropped",
                Long.toString(trimmed.dropped),
                "chains",
                Long.toString(trimmed.chains),
                InstallationFold.TOTAL,
                Long.toString(total),
                InstallationFold.CHECKPOINT,
                Long.toString(checkpoint));
        ledger.append(ChainId.INSTALLATION, EntryKind.LEDGER_TRIMMED, facts, Map.of());
    }

    /** What one unit did; counted only once it is committed. */
    private static final class Trimmed {
        private long dropped;
        private long chains;
        private long inForce;
        private final List<Breach> broken = new ArrayList<>();
    }

    private static final class Tally {
        private final Instant before;
        private final long position;
        private final TrimRecord record;
        private long dropped;
        private long chains;
        private long inForce;
        private final List<Breach> broken = new ArrayList<>();

        private Tally(Instant before, long position, TrimRecord record) {
            this.before = before;
            this.position = position;
            this.record = record;
        }

        private void add(Trimmed unit) {
            dropped += unit.dropped;
            chains += unit.chains;
            inForce += unit.inForce;
            broken.addAll(unit.broken);
        }
    }
}
