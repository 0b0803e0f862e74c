package dev.sojourn.ledger;

import dev.sojourn.ledger.Breach.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifies one chain against its head: links, texts and what the entries come to. */
final class ChainCheck {

    /** How often a chain that changes while it is read is read again. */
    private static final int TRIES = 5;

    private final LedgerStore store;
    private final ChainStore chains;
    private final UnitOfWork work;
    private final List<ChainFold> folds;

    /** Folds see a chain from its beginning only: a check that starts later is given none. */
    ChainCheck(Ledger ledger, ChainStore chains, List<ChainFold> folds) {
        this.store = ledger.store();
        this.work = ledger.work();
        this.chains = chains;
        this.folds = folds;
    }

    /** What was read of a chain, and the first thing wrong with it. */
    record Result(long entries, Optional<Breach> breach) {}

    /**
     * Verifies a chain. What looks wrong while somebody appends, trims or removes a text is looked at again from the
     * head as it is then: only what is wrong with an unmoved head is wrong.
     */
    Result check(ChainHead head, Optional<ChainHead> from) {
        ChainHead present = head;
        for (int attempt = 1; ; attempt++) {
            Reading reading = new Reading(present, from);
            if (reading.breach.isEmpty() && reading.beyond.isEmpty()) {
                return new Result(reading.entries, reading.breach);
            }
            ChainHead again = work.runNew(() -> chains.head(head.chain(), ChainStore.NOW))
                    .orElseGet(() -> ChainHead.empty(head.chain()));
            if (again.equals(present)) {
                return new Result(reading.entries, reading.breach.or(() -> reading.beyond));
            }
            if (attempt == TRIES) {
                return new Result(reading.entries, reading.breach);
            }
            present = again;
        }
    }

    /** One reading of the chain. */
    private final class Reading {
        private final ChainHead head;
        private final ChainWalk walk;
        private final Texts texts;
        private final List<ChainFold.Folding> foldings = new ArrayList<>();
        private final Optional<Breach> breach;
        private long entries;
        private Optional<Breach> beyond = Optional.empty();

        Reading(ChainHead head, Optional<ChainHead> from) {
            this.head = head;
            boolean wholly = from.filter(start -> start.number() > head.base()).isEmpty();
            long start = wholly ? head.base() : from.orElseThrow().number();
            this.walk = new ChainWalk(
                    head.chain(),
                    start,
                    wholly ? head.baseHash() : from.orElseThrow().hash());
            this.texts = new Texts(head.chain(), start);
            this.breach = tombstone().or(() -> read(wholly ? Long.MIN_VALUE : start));
        }

        private Optional<Breach> tombstone() {
            Optional<Tombstone> stone = head.tombstone();
            if (stone.filter(one -> !one.isIntact() || !one.chain().equals(head.chain()))
                    .isPresent()) {
                return mismatch("the tombstone's seal is broken");
            }
            try {
                folds.forEach(fold -> foldings.add(fold.of(head.chain(), stateOf(fold))));
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return mismatch("the tombstone's state cannot be read");
            }
        }

        private Optional<Breach> mismatch(String detail) {
            return Optional.of(Breach.in(head.chain(), Kind.TOMBSTONE_MISMATCH, head.base(), detail));
        }

        private Optional<Breach> read(long start) {
            long after = start;
            Optional<Breach> text = Optional.empty();
            while (true) {
                Batch batch = batch(after);
                Optional<Breach> wrong = walk(batch);
                if (wrong.isPresent()) {
                    return wrong;
                }
                boolean over = batch.entries().size() < Pages.SIZE || beyond.isPresent();
                long first = after == Long.MIN_VALUE ? after : after + 1;
                long last = over ? Long.MAX_VALUE : batch.lastNumber();
                text = text.or(() -> texts(batch.entries(), first, last));
                if (over) {
                    Optional<Breach> found = text;
                    return walk.end(head.number(), head.hash()).or(() -> found).or(this::atTheEnd);
                }
                after = batch.lastNumber();
            }
        }

        /** What only the whole chain can tell: entries after the head may be the ones that explain it. */
        private Optional<Breach> atTheEnd() {
            return beyond.isPresent() ? Optional.empty() : texts.end().or(this::difference);
        }

        private Optional<Breach> walk(Batch batch) {
            for (LedgerEntry entry : batch.entries()) {
                if (walk.number() == head.number() && entry.number() > head.number()) {
                    beyond = beyond(Kind.HEAD_MISMATCH, entry.number());
                    return Optional.empty();
                }
                entries++;
                Optional<Breach> wrong = walk.step(Link.of(entry));
                if (wrong.isPresent()) {
                    return wrong;
                }
                foldings.forEach(folding -> folding.add(entry));
            }
            return batch.unreadable()
                    .map(number -> Breach.in(
                            head.chain(), Kind.UNREADABLE, number, "what stands here cannot be read as an entry"));
        }

        private Optional<Breach> texts(List<LedgerEntry> batch, long first, long last) {
            List<Attachment> beside = work.runNew(() -> store.attachments(head.chain(), first, last));
            List<LedgerEntry> upToHead = batch.stream()
                    .filter(entry -> entry.number() <= head.number())
                    .toList();
            List<Attachment> known = beside.stream()
                    .filter(text -> text.number() <= head.number())
                    .toList();
            if (known.size() < beside.size() && beyond.isEmpty()) {
                beyond = beyond(Kind.TEXT_MISMATCH, beside.get(known.size()).number());
            }
            return texts.check(upToHead, known);
        }

        private Optional<Breach> beyond(Kind kind, long number) {
            return Optional.of(Breach.in(head.chain(), kind, number, "it stands after the entry the head names"));
        }

        private Optional<Breach> difference() {
            for (int i = 0; i < foldings.size(); i++) {
                Optional<String> difference = foldings.get(i).difference();
                if (difference.isPresent()) {
                    Kind kind =
                            folds.get(i) instanceof InstallationFold ? Kind.CHECKPOINT_MISMATCH : Kind.STATE_MISMATCH;
                    return Optional.of(Breach.in(head.chain(), kind, head.number(), difference.get()));
                }
            }
            return Optional.empty();
        }

        private String stateOf(ChainFold fold) {
            return head.tombstone()
                    .map(stone -> stone.state().getOrDefault(fold.name(), ""))
                    .orElse("");
        }

        private Batch batch(long after) {
            try {
                return new Batch(work.runNew(() -> store.read(head.chain(), after, Pages.SIZE)), Optional.empty());
            } catch (UnreadableEntry e) {
                return upTo(e.number(), after);
            }
        }

        /** What stands before an entry that cannot be read is read one by one: it may be the first that is wrong. */
        private Batch upTo(long unreadable, long after) {
            List<LedgerEntry> readable = new ArrayList<>();
            long last = after;
            try {
                while (true) {
                    long from = last;
                    List<LedgerEntry> next = work.runNew(() -> store.read(head.chain(), from, 1));
                    if (next.isEmpty()) {
                        return new Batch(readable, Optional.empty());
                    }
                    readable.addAll(next);
                    last = next.get(0).number();
                }
            } catch (UnreadableEntry e) {
                return new Batch(readable, Optional.of(e.number()));
            }
        }
    }

    private record Batch(List<LedgerEntry> entries, Optional<Long> unreadable) {
        long lastNumber() {
            return entries.get(entries.size() - 1).number();
        }
    }
}
