package dev.sojourn.ledger;

import dev.sojourn.ledger.Breach.Kind;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/** Reads the lines of one export, in the order in which they must come. */
final class ExportReading {

    private enum Place {
        BEGINNING,
        CHAINS,
        CHECKPOINTS,
        END
    }

    private final VerificationReport.Tally tally = new VerificationReport.Tally();
    private final CheckpointWalk checkpoints;
    private final MerkleTree heads = new MerkleTree();
    private final MerkleTree tombstones = new MerkleTree();
    private Optional<Checkpoint> awaited;
    private Optional<OneChain> chain = Optional.empty();
    private Place place = Place.BEGINNING;
    private boolean everyLeafKnown = true;
    private boolean checkpointsWhole = true;
    private long trimmed;
    private long entriesRead;
    private long chainsRead;
    private long checkpointsRead;

    ExportReading(List<PublicKey> keys, Optional<Checkpoint> expected) {
        this.checkpoints = new CheckpointWalk(keys);
        this.awaited = expected;
    }

    void read(JsonLine line) {
        if (place == Place.BEGINNING) {
            ExportLine.checkFormat(line);
            place = Place.CHAINS;
        } else if (place == Place.CHAINS && line.has(ExportLine.CHAIN)) {
            begin(line);
        } else if (place == Place.CHAINS && line.has(ExportLine.TOMBSTONE)) {
            current().tombstone(ExportLine.tombstone(line));
        } else if (place == Place.CHAINS && line.has(ExportLine.ENTRY)) {
            entriesRead++;
            current().entry(ExportLine.entry(line));
        } else if (place != Place.END && line.has(ExportLine.END)) {
            end(line);
        } else if (place != Place.END && line.has(ExportLine.CHECKPOINT)) {
            checkpoint(ExportLine.checkpoint(line));
        } else {
            throw new IllegalArgumentException("a line of this kind does not belong here");
        }
    }

    VerificationReport report(long lines) {
        return place == Place.END
                ? tally.report()
                : reportWith(Breach.of(Kind.MISSING, lines + 1, "the export ends before its last line"));
    }

    VerificationReport reportWith(Breach breach) {
        tally.add(breach);
        return tally.report();
    }

    private OneChain current() {
        return chain.orElseThrow(() -> new IllegalArgumentException("no chain has begun"));
    }

    private void begin(JsonLine line) {
        OneChain next = new OneChain(line);
        if (chain.filter(one -> one.id.compareTo(next.id) >= 0).isPresent()) {
            throw new IllegalArgumentException("chains do not follow in order");
        }
        finish();
        chain = Optional.of(next);
    }

    private void finish() {
        if (chain.isPresent()) {
            chain.get().end();
            chainsRead++;
            chain = Optional.empty();
        }
    }

    private void checkpoint(Checkpoint checkpoint) {
        finish();
        place = Place.CHECKPOINTS;
        checkpointsRead++;
        tally.checkpoint();
        awaited = awaited.filter(one -> !one.hash().equals(checkpoint.hash()) || !one.isIntact());
        if (checkpointsWhole) {
            Optional<Breach> breach = checkpoints.step(checkpoint);
            breach.ifPresent(tally::add);
            checkpointsWhole = breach.isEmpty();
        }
    }

    private void end(JsonLine line) {
        finish();
        line.expect(ExportLine.END, "entries", "checkpoints");
        place = Place.END;
        if (line.number(ExportLine.END) != chainsRead
                || line.number("entries") != entriesRead
                || line.number("checkpoints") != checkpointsRead) {
            tally.add(
                    Breach.of(Kind.MISSING, 0, "the last line counts other numbers of chains, entries or checkpoints"));
        }
        awaited.ifPresent(one -> tally.add(Breach.of(
                Kind.CHECKPOINT_MISMATCH, one.number(), "the checkpoint kept elsewhere is not among those exported")));
        if (checkpointsRead == 0 && heads.leaves() > 0) {
            tally.add(Breach.of(Kind.CHECKPOINT_MISMATCH, 0, "chains are covered by a checkpoint that is not there"));
        }
        if (checkpointsWhole) {
            checkpoints.end().ifPresent(tally::add);
            checkpoints.last().filter(one -> everyLeafKnown).ifPresent(this::compare);
        }
    }

    private void compare(Checkpoint last) {
        tally.compared(last.number());
        if (heads.leaves() < last.chains()) {
            tally.add(Breach.of(
                    Kind.CHAIN_MISSING,
                    last.number(),
                    "it covers " + last.chains() + " chains, and " + heads.leaves() + " are there"));
        } else if (heads.leaves() > last.chains() || !heads.root().equals(last.heads())) {
            tally.add(
                    Breach.of(Kind.CHECKPOINT_MISMATCH, last.number(), "the chains it covers ended differently then"));
        } else if (trimmed < last.number() && !tombstones.root().equals(last.tombstones())) {
            tally.add(
                    Breach.of(Kind.TOMBSTONE_MISMATCH, last.number(), "the tombstones it covers were different then"));
        }
    }

    /** One chain being read. */
    private final class OneChain {
        private final ChainId id;
        private final long number;
        private final String hash;
        private final long covered;
        private ChainWalk walk;
        private Optional<Tombstone> stone = Optional.empty();
        private Optional<Breach> breach = Optional.empty();
        private Optional<String> leaf = Optional.empty();
        private long entries;

        private OneChain(JsonLine line) {
            line.expect(ExportLine.CHAIN, "key", "number", "hash", "covered");
            id = ExportLine.chainId(line, ExportLine.CHAIN);
            number = line.number("number");
            hash = line.text("hash");
            covered = line.number("covered");
            walk = new ChainWalk(id, 0, CanonicalForm.NOTHING);
        }

        private void tombstone(Tombstone tombstone) {
            if (entries > 0 || stone.isPresent()) {
                throw new IllegalArgumentException("a tombstone stands at the beginning of its chain");
            }
            stone = Optional.of(tombstone);
            if (!tombstone.isIntact() || !tombstone.chain().equals(id)) {
                breach = Optional.of(
                        Breach.in(id, Kind.TOMBSTONE_MISMATCH, tombstone.number(), "the tombstone's seal is broken"));
            }
            walk = new ChainWalk(id, tombstone.number(), tombstone.hash());
            leaf();
        }

        private void entry(Link link) {
            entries++;
            if (breach.isEmpty()) {
                breach = walk.step(link);
                leaf();
            }
        }

        private void leaf() {
            if (breach.isEmpty() && walk.number() == covered) {
                leaf = Optional.of(walk.hash());
            }
        }

        private Optional<Breach> coverage() {
            return covered == 0 || leaf.isPresent()
                    ? Optional.empty()
                    : Optional.of(Breach.in(
                            id,
                            Kind.CHECKPOINT_MISMATCH,
                            covered,
                            "the last checkpoint covers it, and it is not there"));
        }

        private void end() {
            tally.chain(entries);
            breach = breach.or(() -> walk.end(number, hash)).or(this::coverage);
            breach.ifPresent(tally::add);
            if (covered != 0) {
                leaf.ifPresent(end -> heads.add(CanonicalForm.head(id, covered, end)));
                everyLeafKnown &= leaf.isPresent();
            }
            stone.ifPresent(one -> {
                tombstones.add(CanonicalForm.head(id, one.number(), one.seal()));
                trimmed = Math.max(trimmed, one.checkpoint());
            });
        }
    }
}
