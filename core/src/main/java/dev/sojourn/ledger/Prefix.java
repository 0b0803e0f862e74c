package dev.sojourn.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** The beginning of one locked chain that may be dropped. */
final class Prefix {

    private final LedgerStore store;
    private final List<ChainFold> folds;
    private final ChainHead head;
    private final long covered;
    private final Instant before;
    private long last;
    private boolean inForce;
    private Optional<Breach> breach = Optional.empty();

    Prefix(LedgerStore store, List<ChainFold> folds, ChainHead head, long covered, Instant before) {
        this.store = store;
        this.folds = folds;
        this.head = head;
        this.covered = covered;
        this.before = before;
        this.last = head.base();
    }

    /** Reads the whole chain: nothing goes from one that does not verify, and nothing from the first that binds on. */
    void measure() {
        try {
            read();
        } catch (UnreadableEntry e) {
            last = head.base();
            breach = Optional.of(Breach.in(
                    head.chain(), Breach.Kind.UNREADABLE, e.number(), "what stands here cannot be read as an entry"));
        }
    }

    private void read() {
        if (head.tombstone().filter(stone -> !stone.isIntact()).isPresent()) {
            breach = Optional.of(Breach.in(
                    head.chain(), Breach.Kind.TOMBSTONE_MISMATCH, head.base(), "the tombstone's seal is broken"));
            return;
        }
        ChainWalk walk = new ChainWalk(head.chain(), head.base(), head.baseHash());
        List<ChainFold.Folding> foldings = foldings();
        boolean old = true;
        Pages<LedgerEntry> entries = entries();
        while (entries.hasNext()) {
            LedgerEntry entry = entries.next();
            breach = walk.step(Link.of(entry));
            if (breach.isPresent()) {
                last = head.base();
                return;
            }
            foldings.forEach(folding -> folding.add(entry));
            old &= entry.at().isBefore(before) && entry.number() <= covered;
            if (old) {
                last = entry.number();
            }
        }
        breach = walk.end(head.number(), head.hash());
        long firstInForce = foldings.stream()
                .map(ChainFold.Folding::firstInForce)
                .flatMapToLong(OptionalLong::stream)
                .min()
                .orElse(Long.MAX_VALUE);
        inForce = firstInForce <= last;
        last = breach.isPresent() ? head.base() : Math.min(last, firstInForce - 1);
    }

    boolean inForce() {
        return inForce;
    }

    Optional<Breach> breach() {
        return breach;
    }

    /** Stands for everything up to the last entry that may go; empty when none may. */
    Optional<Tombstone> tombstone(long checkpoint) {
        if (last <= head.base()) {
            return Optional.empty();
        }
        List<ChainFold.Folding> foldings = foldings();
        Pages<LedgerEntry> entries = entries();
        String hash = head.baseHash();
        while (entries.hasNext()) {
            LedgerEntry entry = entries.next();
            if (entry.number() > last) {
                break;
            }
            foldings.forEach(folding -> folding.add(entry));
            hash = entry.hash();
        }
        SortedMap<String, String> state = new TreeMap<>();
        for (int i = 0; i < folds.size(); i++) {
            String text = foldings.get(i).state();
            if (!text.isEmpty()) {
                state.put(folds.get(i).name(), text);
            }
        }
        return Optional.of(Tombstone.sealed(head.chain(), last, hash, checkpoint, state));
    }

    private List<ChainFold.Folding> foldings() {
        List<ChainFold.Folding> foldings = new ArrayList<>();
        folds.forEach(fold -> foldings.add(fold.of(
                head.chain(),
                head.tombstone()
                        .map(stone -> stone.state().getOrDefault(fold.name(), ""))
                        .orElse(""))));
        return foldings;
    }

    private Pages<LedgerEntry> entries() {
        return new Pages<>(
                one -> store.read(head.chain(), one.map(LedgerEntry::number).orElse(Long.MIN_VALUE), Pages.SIZE));
    }
}
