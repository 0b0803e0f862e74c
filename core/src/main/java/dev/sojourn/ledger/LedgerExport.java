package dev.sojourn.ledger;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/**
 * Writes the ledger as JSON Lines, so that anybody can verify it without this library and without the database
 * (GDPR 5(2)): one line a chain, an entry, a checkpoint, as {@code docs/ledger-format.md} says.
 *
 * <p>The texts that stand beside entries are not written: they may be personal, and the entries hold their digests.
 * Thread-safe; it locks nothing and reads in short units of its own, so call it outside a unit. Its memory does not grow
 * with the ledger.
 */
public final class LedgerExport {

    private final Ledger ledger;
    private final ChainStore chains;
    private final CheckpointStore checkpoints;

    /**
     * An export.
     *
     * @param ledger the ledger
     * @param chains shows its chains
     * @param checkpoints keeps its checkpoints
     */
    public LedgerExport(Ledger ledger, ChainStore chains, CheckpointStore checkpoints) {
        this.ledger = ledger;
        this.chains = chains;
        this.checkpoints = checkpoints;
    }

    /**
     * Writes everything; what is appended meanwhile is left out.
     *
     * @param out takes the lines, each ended by a line feed; UTF-8 when it ends in bytes; neither flushed nor closed
     * @throws IOException when the writer fails
     * @throws StoreException when a store fails; worth retrying when the ledger was trimmed meanwhile
     */
    public void write(Writer out) throws IOException {
        Optional<Checkpoint> last = ledger.work().runNew(checkpoints::last);
        Pages<ChainHead> covered = Cover.pages(last.map(Checkpoint::position).orElse(0L), chains, ledger.work());
        Pages<ChainHead> present = Cover.pages(ChainStore.NOW, chains, ledger.work());
        Optional<ChainHead> then = next(covered);
        line(out, ExportLine.format());
        long count = 0;
        long entries = 0;
        while (present.hasNext()) {
            ChainHead head = present.next();
            while (then.filter(one -> one.chain().compareTo(head.chain()) < 0).isPresent()) {
                then = next(covered);
            }
            long under = then.filter(one -> one.chain().equals(head.chain()) && last.isPresent())
                    .map(ChainHead::number)
                    .orElse(0L);
            count++;
            entries += chain(head, under, out);
        }
        line(out, ExportLine.end(count, entries, checkpoints(last, out)));
    }

    /**
     * Writes one chain, without checkpoints.
     *
     * @param chain the chain
     * @param out takes the lines, each ended by a line feed; UTF-8 when it ends in bytes; neither flushed nor closed
     * @return false when there is no such chain; nothing is written then
     * @throws IOException when the writer fails
     * @throws StoreException when a store fails; worth retrying when the ledger was trimmed meanwhile
     */
    public boolean write(ChainId chain, Writer out) throws IOException {
        Optional<ChainHead> head = ledger.work().runNew(() -> chains.head(chain, ChainStore.NOW));
        if (head.isEmpty()) {
            return false;
        }
        line(out, ExportLine.format());
        line(out, ExportLine.end(1, chain(head.get(), 0, out), 0));
        return true;
    }

    private long chain(ChainHead head, long covered, Writer out) throws IOException {
        line(out, ExportLine.chain(head, covered));
        if (head.tombstone().isPresent()) {
            line(out, ExportLine.tombstone(head.tombstone().get()));
        }
        Pages<LedgerEntry> all = new Pages<>(last -> ledger.work()
                .runNew(() -> ledger.store()
                        .read(head.chain(), last.map(LedgerEntry::number).orElse(Long.MIN_VALUE), Pages.SIZE)));
        long entries = 0;
        while (all.hasNext()) {
            LedgerEntry entry = all.next();
            if (entry.number() > head.number() && !isHead(head)) {
                break;
            }
            line(out, ExportLine.entry(entry));
            entries++;
        }
        if (entries < head.number() - head.base() && !isHead(head)) {
            throw new StoreException(
                    "the ledger could not be exported",
                    new IllegalStateException("a chain was trimmed while it was written"),
                    true);
        }
        return entries;
    }

    /** Whether the chain still ends, and begins, as it did: then everything in it is written, right or wrong. */
    private boolean isHead(ChainHead head) {
        return ledger.work()
                .runNew(() -> chains.head(head.chain(), ChainStore.NOW))
                .filter(head::equals)
                .isPresent();
    }

    private long checkpoints(Optional<Checkpoint> last, Writer out) throws IOException {
        long count = 0;
        Pages<Checkpoint> all = new Pages<>(before -> ledger.work()
                .runNew(() -> checkpoints.read(before.map(Checkpoint::number).orElse(Long.MIN_VALUE), Pages.SIZE)));
        while (all.hasNext()) {
            Checkpoint checkpoint = all.next();
            if (last.filter(one -> checkpoint.number() <= one.number()).isPresent()) {
                line(out, ExportLine.checkpoint(checkpoint));
                count++;
            }
        }
        return count;
    }

    private static Optional<ChainHead> next(Pages<ChainHead> pages) {
        return pages.hasNext() ? Optional.of(pages.next()) : Optional.empty();
    }

    private static void line(Writer out, JsonLine line) throws IOException {
        out.write(line.toString());
        out.write('\n');
    }
}
