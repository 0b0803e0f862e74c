package dev.sojourn.memory;

import dev.sojourn.ledger.Attachment;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Heads need no lock of their own: only one unit runs at a time. */
final class InMemoryLedger implements LedgerStore {

    private record Line(LedgerEntry entry, List<Attachment> attachments) {}

    private final InMemoryUnitOfWork work;
    private final InMemoryFeed feed;
    private final Map<ChainId, List<Line>> chains = new HashMap<>();

    InMemoryLedger(InMemoryUnitOfWork work, InMemoryFeed feed) {
        this.work = work;
        this.feed = feed;
    }

    @Override
    public Head lock(ChainId chain) {
        return work.run(() -> headOf(linesOf(chain)));
    }

    @Override
    public void append(LedgerEntry entry, List<Attachment> attachments) {
        work.run(() -> {
            List<Line> lines = chains.computeIfAbsent(entry.chain(), chain -> new ArrayList<>());
            if (entry.number() != lines.size() + 1) {
                throw new StoreException(
                        "the ledger could not add an entry",
                        new IllegalStateException("a chain of " + lines.size() + " entries was given number "
                                + entry.number() + " as its next"),
                        true);
            }
            lines.add(new Line(entry, List.copyOf(attachments)));
            work.undo(() -> lines.remove(lines.size() - 1));
            feed.recorded(entry);
            return lines;
        });
    }

    @Override
    public List<LedgerEntry> read(ChainId chain, long after, int limit) {
        return work.run(() -> linesOf(chain).stream()
                .skip(after)
                .limit(limit)
                .map(Line::entry)
                .toList());
    }

    @Override
    public List<Attachment> attachments(ChainId chain, long number) {
        return work.run(() -> {
            List<Line> lines = linesOf(chain);
            return number < 1 || number > lines.size()
                    ? List.of()
                    : lines.get((int) number - 1).attachments();
        });
    }

    private List<Line> linesOf(ChainId chain) {
        return chains.getOrDefault(chain, List.of());
    }

    private static Head headOf(List<Line> lines) {
        return lines.isEmpty()
                ? Head.EMPTY
                : new Head(lines.size(), lines.get(lines.size() - 1).entry().hash());
    }
}
