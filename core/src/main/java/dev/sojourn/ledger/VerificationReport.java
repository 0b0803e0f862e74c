package dev.sojourn.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * What verification read, and everything it found wrong (GDPR 5(2)).
 *
 * @param chains how many chains were read
 * @param entries how many entries were read and hashed again
 * @param checkpoints how many checkpoints were read
 * @param compared the numbers of the checkpoints whose covered chains were compared with what they sealed
 * @param outOfReach the numbers of the checkpoints that could no longer be compared, because the ledger's own retention
 *     has since dropped entries they covered
 * @param breaches what is wrong; at most {@link #LISTED} are listed
 * @param found how much is wrong in all, listed or not
 */
public record VerificationReport(
        long chains,
        long entries,
        long checkpoints,
        List<Long> compared,
        List<Long> outOfReach,
        List<Breach> breaches,
        long found) {

    /** How many breaches are listed at most, so that a ledger broken everywhere does not fill the memory. */
    public static final int LISTED = 1_000;

    /** Copies the lists. */
    public VerificationReport {
        compared = List.copyOf(compared);
        outOfReach = List.copyOf(outOfReach);
        breaches = List.copyOf(breaches);
    }

    /**
     * Whether nothing is wrong.
     *
     * @return true when no breach was found
     */
    public boolean isIntact() {
        return found == 0;
    }

    /** Collects what is found. */
    static final class Tally {
        private long chains;
        private long entries;
        private long checkpoints;
        private long found;
        private final List<Long> compared = new ArrayList<>();
        private final List<Long> outOfReach = new ArrayList<>();
        private final List<Breach> breaches = new ArrayList<>();

        void chain(long entriesRead) {
            chains++;
            entries += entriesRead;
        }

        void checkpoint() {
            checkpoints++;
        }

        void compared(long checkpoint) {
            compared.add(checkpoint);
        }

        void outOfReach(long checkpoint) {
            outOfReach.add(checkpoint);
        }

        void add(Breach breach) {
            found++;
            if (breaches.size() < LISTED) {
                breaches.add(breach);
            }
        }

        VerificationReport report() {
            return new VerificationReport(chains, entries, checkpoints, compared, outOfReach, breaches, found);
        }
    }
}
