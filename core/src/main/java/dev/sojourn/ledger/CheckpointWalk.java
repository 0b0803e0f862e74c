package dev.sojourn.ledger;

import dev.sojourn.ledger.Breach.Kind;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/** Walks the checkpoints, link by link, and stops at the first that is wrong. */
final class CheckpointWalk {

    private final List<PublicKey> keys;
    private Optional<Checkpoint> last = Optional.empty();
    private boolean signed;

    CheckpointWalk(List<PublicKey> keys) {
        this.keys = keys;
    }

    Optional<Checkpoint> last() {
        return last;
    }

    Optional<Breach> step(Checkpoint checkpoint) {
        long expected = last.map(Checkpoint::number).orElse(0L) + 1;
        if (checkpoint.number() != expected) {
            return mismatch(expected, "it is not there; checkpoint " + checkpoint.number() + " comes next");
        }
        if (!checkpoint.isIntact()) {
            return mismatch(expected, "its parts do not give its hash");
        }
        if (!checkpoint.previous().equals(last.map(Checkpoint::hash).orElse(CanonicalForm.NOTHING))) {
            return mismatch(expected, "it names another predecessor than the checkpoint before it");
        }
        if (!isSignedAsBefore(checkpoint)) {
            return Optional.of(Breach.of(
                    Kind.SIGNATURE_INVALID,
                    expected,
                    "it is not signed by any of the " + keys.size() + " keys trusted"));
        }
        last = Optional.of(checkpoint);
        return Optional.empty();
    }

    /** Checkpoints made before signing began need no signature; the last one does. */
    Optional<Breach> end() {
        long number = last.map(Checkpoint::number).orElse(0L);
        return keys.isEmpty() || signed
                ? Optional.empty()
                : Optional.of(Breach.of(Kind.SIGNATURE_INVALID, number, "no checkpoint is signed"));
    }

    private boolean isSignedAsBefore(Checkpoint checkpoint) {
        if (keys.isEmpty() || checkpoint.signature().isEmpty() && !signed) {
            return true;
        }
        signed = true;
        return keys.stream().anyMatch(checkpoint::isSignedBy);
    }

    private static Optional<Breach> mismatch(long number, String detail) {
        return Optional.of(Breach.of(Kind.CHECKPOINT_MISMATCH, number, detail));
    }
}
