package dev.sojourn.ledger;

import dev.sojourn.ledger.Breach.Kind;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifies the checkpoints kept: their links, their signatures, and the chains they cover. */
final class CheckpointCheck {

    private final ChainStore chains;
    private final CheckpointStore store;
    private final UnitOfWork work;
    private final List<PublicKey> keys;
    private final VerificationReport.Tally tally;

    CheckpointCheck(
            ChainStore chains,
            CheckpointStore store,
            UnitOfWork work,
            List<PublicKey> keys,
            VerificationReport.Tally tally) {
        this.chains = chains;
        this.store = store;
        this.work = work;
        this.keys = keys;
        this.tally = tally;
    }

    /** Verifies every checkpoint kept, and compares the chains with the last and with those handed in. */
    void check(Optional<Checkpoint> keptElsewhere) {
        List<Checkpoint> toCompare = new ArrayList<>(links(keptElsewhere));
        keptElsewhere
                .filter(this::isWhole)
                .filter(one -> !toCompare.contains(one))
                .ifPresent(toCompare::add);
        toCompare.forEach(this::compare);
    }

    /** Walks the links; returns the last checkpoint, unless something before it is wrong. */
    private List<Checkpoint> links(Optional<Checkpoint> keptElsewhere) {
        CheckpointWalk walk = new CheckpointWalk(keys);
        Optional<Checkpoint> wanted = keptElsewhere;
        Pages<Checkpoint> all = new Pages<>(last ->
                work.runNew(() -> store.read(last.map(Checkpoint::number).orElse(Long.MIN_VALUE), Pages.SIZE)));
        while (all.hasNext()) {
            Checkpoint checkpoint = all.next();
            tally.checkpoint();
            Optional<Breach> breach = walk.step(checkpoint);
            if (breach.isPresent()) {
                tally.add(breach.get());
                return List.of();
            }
            wanted = wanted.filter(one -> !one.hash().equals(checkpoint.hash()));
        }
        wanted.ifPresent(one -> tally.add(Breach.of(
                Kind.CHECKPOINT_MISMATCH, one.number(), "the checkpoint kept elsewhere is not among those kept here")));
        walk.end().ifPresent(tally::add);
        return walk.last().stream().toList();
    }

    private boolean isWhole(Checkpoint checkpoint) {
        if (!checkpoint.isIntact()) {
            tally.add(Breach.of(
                    Kind.CHECKPOINT_MISMATCH, checkpoint.number(), "the line kept elsewhere was changed itself"));
        }
        return checkpoint.isIntact();
    }

    private void compare(Checkpoint checkpoint) {
        Cover cover = Cover.at(checkpoint.position(), chains, work);
        if (cover.lost() > checkpoint.number()) {
            tally.outOfReach(checkpoint.number());
            return;
        }
        tally.compared(checkpoint.number());
        if (cover.chains() < checkpoint.chains()) {
            tally.add(Breach.of(
                    Kind.CHAIN_MISSING,
                    checkpoint.number(),
                    "it covers " + checkpoint.chains() + " chains, and " + cover.chains() + " are there"));
        } else if (cover.chains() > checkpoint.chains() || !cover.heads().equals(checkpoint.heads())) {
            tally.add(Breach.of(
                    Kind.CHECKPOINT_MISMATCH, checkpoint.number(), "the chains it covers ended differently then"));
        } else if (cover.trimmed() < checkpoint.number() && !cover.tombstones().equals(checkpoint.tombstones())) {
            tally.add(Breach.of(
                    Kind.TOMBSTONE_MISMATCH, checkpoint.number(), "the tombstones it covers were different then"));
        }
    }
}
