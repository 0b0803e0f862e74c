package dev.sojourn.ledger;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the installation's chain says of checkpoints made and entries dropped. */
final class InstallationFold implements ChainFold {

    /** The facts of an entry that records what the ledger's own retention dropped. */
    static final String TOTAL = "dropped.in.all";

    static final String CHECKPOINT = "checkpoint";

    private static final String NAME = "ledger";
    private static final int PARTS = 4;

    private final CheckpointStore checkpoints;
    private final UnitOfWork work;

    InstallationFold(CheckpointStore checkpoints, UnitOfWork work) {
        this.checkpoints = checkpoints;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public State of(ChainId chain, String state) {
        return new State(chain.equals(ChainId.INSTALLATION), state);
    }

    /** What the entries came to so far; entries of other chains change nothing. */
    final class State implements Folding {
        private final boolean ours;
        private final long keptBefore;
        private long dropped;
        private long droppedUnder;
        private long made;
        private String madeHash = CanonicalForm.NOTHING;
        private Optional<String> difference = Optional.empty();

        private State(boolean ours, String state) {
            this.ours = ours;
            // Asked before the chain is read: a checkpoint and its entry commit together, so each one kept by now
            // is met on the way, and one made while the chain is read is not taken for a foreign one.
            this.keptBefore =
                    ours ? work.run(checkpoints::last).map(Checkpoint::number).orElse(0L) : 0;
            if (state.isEmpty()) {
                return;
            }
            String[] parts = state.split(" ", -1);
            if (parts.length != PARTS) {
                throw new IllegalArgumentException("a tombstone's state '" + NAME + "' has " + parts.length
                        + " parts, and " + PARTS + " are expected");
            }
            dropped = Long.parseLong(parts[0]);
            droppedUnder = Long.parseLong(parts[1]);
            made = Long.parseLong(parts[2]);
            madeHash = parts[3];
        }

        @Override
        public void add(LedgerEntry entry) {
            if (ours && entry.kind() == EntryKind.LEDGER_TRIMMED) {
                dropped = entry.numberIn(TOTAL);
                droppedUnder = entry.numberIn(CHECKPOINT);
            } else if (ours && entry.kind() == EntryKind.CHECKPOINT_MADE) {
                made = entry.numberIn(Checkpoints.NUMBER);
                madeHash = entry.body().getOrDefault(Checkpoints.HASH, "");
                difference = difference.or(() -> compare(made, madeHash));
            }
        }

        /** How many entries were ever dropped, from all chains. */
        long dropped() {
            return dropped;
        }

        /** The latest checkpoint under which entries were dropped. */
        long droppedUnder() {
            return droppedUnder;
        }

        @Override
        public String state() {
            return made == 0 && dropped == 0 ? "" : dropped + " " + droppedUnder + " " + made + " " + madeHash;
        }

        @Override
        public OptionalLong firstInForce() {
            return OptionalLong.empty();
        }

        @Override
        public Optional<String> difference() {
            if (!ours) {
                return Optional.empty();
            }
            return difference
                    .or(() -> keptBefore > made
                            ? Optional.of("checkpoint " + made + " is the last recorded, and " + keptBefore
                                    + " the last kept")
                            : Optional.empty())
                    .or(() -> made > 0 ? compare(made, madeHash) : Optional.empty());
        }

        private Optional<String> compare(long number, String hash) {
            List<Checkpoint> kept = work.run(() -> checkpoints.read(number - 1, 1));
            return kept.stream()
                            .anyMatch(
                                    one -> one.number() == number && one.hash().equals(hash))
                    ? Optional.empty()
                    : Optional.of("checkpoint " + number + " is not kept as it was recorded");
        }
    }
}
