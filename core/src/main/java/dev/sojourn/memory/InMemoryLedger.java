package dev.sojourn.memory;

import dev.sojourn.ledger.Attachment;
import dev.sojourn.ledger.BrokenChain;
import dev.sojourn.ledger.ChainHead;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.ChainStore;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.StoreException;
import dev.sojourn.ledger.Tombstone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Heads need no lock of their own: only one unit runs at a time. */
final class InMemoryLedger implements LedgerStore, ChainStore {

    record Line(long position, LedgerEntry entry) {}

    /** What a database would keep of a chain in three tables. */
    static final class Chain {
        Head head = Head.EMPTY;
        Optional<Tombstone> tombstone = Optional.empty();
        final TreeMap<Long, Line> lines = new TreeMap<>();
        final TreeMap<Long, List<Attachment>> texts = new TreeMap<>();
    }

    /** Changed by tests that tamper, else only here. */
    final InOrder<ChainId, Chain> chains = new InOrder<>(Comparator.naturalOrder());

    private final InMemoryUnitOfWork work;
    private final InMemoryFeed feed;

    /** Positions given to units that are not over; emptied after the unit, when it has left its turn. */
    private final NavigableSet<Long> open = new ConcurrentSkipListSet<>();

    private long position;

    InMemoryLedger(InMemoryUnitOfWork work, InMemoryFeed feed) {
        this.work = work;
        this.feed = feed;
    }

    @Override
    public Head lock(ChainId chain) {
        return work.run(() -> chainOf(chain).head);
    }

    @Override
    public void append(LedgerEntry entry, List<Attachment> attachments) {
        work.run(() -> {
            Chain chain = chains.computeIfAbsent(entry.chain(), one -> new Chain());
            Head before = chain.head;
            if (entry.number() != before.number() + 1) {
                throw new StoreException(
                        "the ledger could not add an entry",
                        new IllegalStateException("a chain that ends with " + before.number() + " was given number "
                                + entry.number() + " as its next"),
                        true);
            }
            checkEnd(entry.chain(), chain);
            long given = ++position;
            open.add(given);
            work.afterCompletion(committed -> open.remove(given));
            chain.lines.put(entry.number(), new Line(given, entry));
            if (!attachments.isEmpty()) {
                chain.texts.put(entry.number(), List.copyOf(attachments));
            }
            chain.head = new Head(entry.number(), entry.hash());
            work.undo(() -> {
                chain.lines.remove(entry.number());
                chain.texts.remove(entry.number());
                chain.head = before;
            });
            feed.recorded(entry);
            return chain;
        });
    }

    @Override
    public void begin(List<LedgerEntry> entries) {
        work.run(() -> {
            entries.forEach(entry -> append(entry, List.of()));
            return entries;
        });
    }

    @Override
    public List<LedgerEntry> read(ChainId chain, long after, int limit) {
        return work.run(() -> chainOf(chain).lines.tailMap(after, false).values().stream()
                .limit(limit)
                .map(Line::entry)
                .toList());
    }

    @Override
    public List<Attachment> attachments(ChainId chain, long first, long last) {
        return work.run(() -> chainOf(chain).texts.subMap(first, true, last, true).values().stream()
                .flatMap(List::stream)
                .toList());
    }

    @Override
    public boolean detach(ChainId chain, long number, String name) {
        return work.run(() -> {
            Chain there = chainOf(chain);
            List<Attachment> before = there.texts.getOrDefault(number, List.of());
            List<Attachment> after =
                    before.stream().filter(text -> !text.name().equals(name)).toList();
            if (after.size() == before.size()) {
                return false;
            }
            there.texts.put(number, after);
            work.undo(() -> there.texts.put(number, before));
            return true;
        });
    }

    @Override
    public long safePosition(Instant now) {
        return work.run(() -> open.isEmpty() ? position : open.first() - 1);
    }

    @Override
    public List<ChainHead> heads(long upTo, Optional<ChainId> after, int limit) {
        return work.run(() -> after(after).entrySet().stream()
                .flatMap(one -> headOf(one.getKey(), one.getValue(), upTo).stream())
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<ChainHead> head(ChainId chain, long upTo) {
        return work.run(() -> headOf(chain, chainOf(chain), upTo));
    }

    @Override
    public List<ChainId> holding(Instant before, Optional<ChainId> after, int limit) {
        return work.run(() -> after(after).entrySet().stream()
                .filter(one -> one.getValue().lines.values().stream()
                        .anyMatch(line -> line.entry().at().isBefore(before)))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList());
    }

    @Override
    public long trim(Tombstone tombstone) {
        return work.run(() -> {
            Chain chain = chainOf(tombstone.chain());
            Optional<Tombstone> before = chain.tombstone;
            NavigableMap<Long, Line> dropped = chain.lines.headMap(tombstone.number(), true);
            NavigableMap<Long, List<Attachment>> texts = chain.texts.headMap(tombstone.number(), true);
            Map<Long, Line> droppedLines = new TreeMap<>(dropped);
            Map<Long, List<Attachment>> droppedTexts = new TreeMap<>(texts);
            dropped.clear();
            texts.clear();
            chain.tombstone = Optional.of(tombstone);
            work.undo(() -> {
                chain.lines.putAll(droppedLines);
                chain.texts.putAll(droppedTexts);
                chain.tombstone = before;
            });
            return (long) droppedLines.size();
        });
    }

    private static void checkEnd(ChainId id, Chain chain) {
        Head end = Optional.ofNullable(chain.lines.lastEntry())
                .map(last -> new Head(last.getKey(), last.getValue().entry().hash()))
                .or(() -> chain.tombstone.map(stone -> new Head(stone.number(), stone.hash())))
                .orElse(Head.EMPTY);
        if (!end.equals(chain.head)) {
            throw new BrokenChain(id, chain.head.number());
        }
    }

    private Chain chainOf(ChainId chain) {
        return Objects.requireNonNullElseGet(chains.get(chain), Chain::new);
    }

    private Map<ChainId, Chain> after(Optional<ChainId> after) {
        return after.map(chains::after).orElse(chains);
    }

    private static Optional<ChainHead> headOf(ChainId id, Chain chain, long upTo) {
        if (upTo == NOW) {
            return chain.lines.isEmpty() && chain.head.number() == 0
                    ? Optional.empty()
                    : Optional.of(new ChainHead(id, chain.head.number(), chain.head.hash(), chain.tombstone));
        }
        return new ArrayList<>(chain.lines.descendingMap().values())
                .stream()
                        .filter(line -> line.position() <= upTo)
                        .findFirst()
                        .map(Line::entry)
                        .map(last -> new ChainHead(id, last.number(), last.hash(), chain.tombstone))
                        .or(() -> chain.tombstone.map(
                                stone -> new ChainHead(id, stone.number(), stone.hash(), chain.tombstone)));
    }
}
