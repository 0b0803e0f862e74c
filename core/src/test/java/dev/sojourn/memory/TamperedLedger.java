package dev.sojourn.memory;

import dev.sojourn.ledger.Attachment;
import dev.sojourn.ledger.Breach;
import dev.sojourn.ledger.ChainFold;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Checkpoint;
import dev.sojourn.ledger.CheckpointSigner;
import dev.sojourn.ledger.Checkpoints;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.Ledger;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.LedgerVerifier;
import dev.sojourn.memory.InMemoryLedger.Chain;
import dev.sojourn.memory.InMemoryLedger.Line;
import dev.sojourn.policy.Actor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A ledger in memory, with its tables laid open to whoever would change them. */
final class TamperedLedger {

    static final int CHECKPOINT = 11;
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:15:30.123456Z"), ZoneOffset.UTC);

    private final InMemoryStores stores = new InMemoryStores();
    private final Ledger ledger = new Ledger(stores.ledger(), stores.work(), CLOCK);

    static TamperedLedger after(List<Integer> acts) {
        TamperedLedger tampered = new TamperedLedger();
        tampered.go(acts);
        return tampered;
    }

    void go(List<Integer> acts) {
        acts.forEach(this::act);
    }

    private void act(int act) {
        ChainId chain = act % 4 == 0
                ? ChainId.INSTALLATION
                : act % 4 == 1 ? ChainId.run("run-1") : ChainId.subject("subject-" + act % 4);
        if (act == CHECKPOINT) {
            checkpoint();
        } else if (act == 10) {
            removeAText(chain);
        } else if (act < 4) {
            ledger.append(chain, EntryKind.CONSENT_GIVEN, Map.of("purpose", "newsletter", "scope", ""), Map.of());
        } else {
            Map<String, String> facts = Map.of("purpose", "newsletter-" + act);
            ledger.append(chain, EntryKind.CONSENT_REVOKED, Actor.employee("E. Noether"), "a reason", facts);
        }
        if (act == CHECKPOINT && stores.ledger().read(chain, 0, 1).isEmpty()) {
            ledger.append(chain, EntryKind.CONSENT_REFUSED, Map.of(), Map.of());
        }
    }

    private void removeAText(ChainId chain) {
        List<LedgerEntry> entries = ledger.read(chain, 0, 100);
        entries.stream()
                .filter(entry -> !ledger.attachmentsOf(entry).isEmpty())
                .findFirst()
                .ifPresentOrElse(
                        entry -> ledger.detach(entry, "reason", Actor.employee("C. Gauss"), "asked to"),
                        () -> ledger.append(chain, EntryKind.ACCESS_COPY, Map.of(), Map.of("reason", "a text")));
    }

    Ledger ledger() {
        return ledger;
    }

    InMemoryStores stores() {
        return stores;
    }

    Checkpoint checkpoint() {
        return checkpoint(Optional.empty());
    }

    Checkpoint checkpoint(Optional<CheckpointSigner> signer) {
        return new Checkpoints(ledger, stores.chains(), stores.checkpoints(), signer).make();
    }

    LedgerVerifier verifier() {
        return verifier(List.of());
    }

    LedgerVerifier verifier(List<ChainFold> folds) {
        return new LedgerVerifier(ledger, stores.chains(), stores.checkpoints(), folds);
    }

    Optional<Breach> breachOf(ChainId chain) {
        Optional<Breach> alone = verifier().verify(chain).breaches().stream().findFirst();
        Optional<Breach> amongAll = verifier().verify().breaches().stream()
                .filter(breach -> breach.chain().equals(Optional.of(chain)))
                .findFirst();
        if (!alone.equals(amongAll)) {
            throw new AssertionError("alone: " + alone + ", among all: " + amongAll);
        }
        return alone;
    }

    Map<ChainId, Chain> tables() {
        return ((InMemoryLedger) stores.ledger()).chains;
    }

    TreeMap<Long, Checkpoint> checkpointsKept() {
        return ((InMemoryCheckpoints) stores.checkpoints()).kept;
    }

    List<ChainId> chains() {
        return List.copyOf(tables().keySet());
    }

    Chain chainOf(ChainId chain) {
        return tables().get(chain);
    }

    Chain chain(Line line) {
        return chainOf(line.entry().chain());
    }

    void drop(ChainId chain) {
        tables().remove(chain);
    }

    long entries() {
        return tables().values().stream().mapToLong(chain -> chain.lines.size()).sum();
    }

    Line line(int place) {
        return lineUpTo(Long.MAX_VALUE, place);
    }

    Line lineUpTo(long position, int place) {
        List<Line> all = linesAfter(0).stream()
                .filter(line -> line.position() <= position)
                .toList();
        return all.get(Math.floorMod(place, all.size()));
    }

    List<Line> linesAfter(long position) {
        return tables().values().stream()
                .flatMap(chain -> chain.lines.values().stream())
                .filter(line -> line.position() > position)
                .toList();
    }

    /** The tables as they were at a moment. */
    record Copy(Map<ChainId, Chain> chains, Map<Long, Checkpoint> checkpoints) {}

    Copy copy() {
        Map<ChainId, Chain> chains = new TreeMap<>();
        tables().forEach((id, chain) -> {
            Chain copy = new Chain();
            copy.head = chain.head;
            copy.tombstone = chain.tombstone;
            copy.lines.putAll(chain.lines);
            copy.texts.putAll(chain.texts);
            chains.put(id, copy);
        });
        return new Copy(chains, new TreeMap<>(checkpointsKept()));
    }

    void putBack(Copy copy) {
        tables().clear();
        tables().putAll(copy.chains());
        checkpointsKept().clear();
        checkpointsKept().putAll(copy.checkpoints());
    }

    List<Attachment> texts() {
        return tables().values().stream()
                .flatMap(chain -> chain.texts.values().stream())
                .flatMap(List::stream)
                .toList();
    }
}
