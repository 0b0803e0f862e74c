package dev.sojourn.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.ledger.Breach;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Checkpoint;
import dev.sojourn.ledger.CheckpointSigner;
import dev.sojourn.ledger.LedgerEntry;
import dev.sojourn.ledger.LedgerStore;
import dev.sojourn.ledger.Outsider;
import dev.sojourn.ledger.VerificationReport;
import dev.sojourn.memory.InMemoryLedger.Chain;
import dev.sojourn.memory.InMemoryLedger.Line;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Somebody who computes every hash again is found up to the last checkpoint signed or kept elsewhere, and not after. */
class ForgeryTest {

    private static final int CASES = 300;
    private static final KeyPair OURS = keys();
    private static final KeyPair HIS = keys();

    @Property(tries = CASES)
    void findsHimInWhatAKeptCheckpointCovers(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 11) Integer> before,
            @ForAll @Size(max = 10) List<@IntRange(max = 11) Integer> after,
            @ForAll int place) {
        TamperedLedger ledger = TamperedLedger.after(before);
        Checkpoint kept = ledger.checkpoint();
        Line covered = ledger.lineUpTo(kept.position(), place);
        ledger.go(after);
        forge(ledger, covered);

        assertThat(ledger.verifier().verify(kept).breaches())
                .extracting(Breach::kind)
                .contains(Breach.Kind.CHECKPOINT_MISMATCH);
    }

    @Property(tries = CASES)
    void findsHimInWhatASignedCheckpointCovers(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 10) Integer> before,
            @ForAll @Size(max = 10) List<@IntRange(max = 10) Integer> after,
            @ForAll int place) {
        TamperedLedger ledger = TamperedLedger.after(before);
        Checkpoint signed = ledger.checkpoint(Optional.of(CheckpointSigner.of(OURS.getPrivate())));
        Line covered = ledger.lineUpTo(signed.position(), place);
        ledger.go(after);
        forge(ledger, covered);

        assertThat(ledger.verifier()
                        .trusting(List.of(OURS.getPublic()))
                        .verify()
                        .breaches())
                .extracting(Breach::kind)
                .contains(Breach.Kind.CHECKPOINT_MISMATCH);
    }

    @Property(tries = CASES)
    void doesNotFindHimInWhatNoCheckpointCovers(
            @ForAll @Size(max = 20) List<@IntRange(max = 10) Integer> before,
            @ForAll @Size(min = 1, max = 10) List<@IntRange(max = 9) Integer> after,
            @ForAll int place) {
        TamperedLedger ledger = TamperedLedger.after(before);
        Checkpoint signed = ledger.checkpoint(Optional.of(CheckpointSigner.of(OURS.getPrivate())));
        ledger.go(after);
        List<Line> uncovered = ledger.linesAfter(signed.position());
        forge(ledger, uncovered.get(Math.floorMod(place, uncovered.size())));

        assertThat(ledger.verifier()
                        .trusting(List.of(OURS.getPublic()))
                        .verify(signed)
                        .breaches())
                .isEmpty();
    }

    @Property(tries = CASES)
    void findsHisOwnCheckpointsToBeSignedByAnother(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 10) Integer> acts, @ForAll boolean signs) {
        TamperedLedger ledger = TamperedLedger.after(acts);
        ledger.checkpoint(Optional.of(CheckpointSigner.of(OURS.getPrivate())));
        ledger.drop(ChainId.INSTALLATION);
        ledger.checkpointsKept().clear();
        ledger.checkpoint(signs ? Optional.of(CheckpointSigner.of(HIS.getPrivate())) : Optional.empty());

        assertThat(ledger.verifier().verify().isIntact()).isTrue();
        assertThat(ledger.verifier()
                        .trusting(List.of(OURS.getPublic()))
                        .verify()
                        .breaches())
                .extracting(Breach::kind)
                .containsExactly(Breach.Kind.SIGNATURE_INVALID);
    }

    @Property(tries = CASES)
    void aLedgerPutBackToAnEarlierSignedStateIsFoundOnlyByALineKeptElsewhere(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 10) Integer> acts,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 10) Integer> more) {
        CheckpointSigner signer = CheckpointSigner.of(OURS.getPrivate());
        TamperedLedger ledger = TamperedLedger.after(acts);
        ledger.checkpoint(Optional.of(signer));
        TamperedLedger.Copy earlier = ledger.copy();
        ledger.go(more);
        Checkpoint kept = ledger.checkpoint(Optional.of(signer));
        ledger.putBack(earlier);

        assertThat(ledger.verifier()
                        .trusting(List.of(OURS.getPublic()))
                        .verify()
                        .isIntact())
                .isTrue();
        assertThat(ledger.verifier().verify(kept).breaches())
                .extracting(Breach::kind)
                .contains(Breach.Kind.CHECKPOINT_MISMATCH);
    }

    @Property(tries = CASES)
    void sinceACheckpointOnlyWhatCameAfterIsRead(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 10) Integer> before,
            @ForAll @Size(max = 10) List<@IntRange(max = 10) Integer> after) {
        TamperedLedger ledger = TamperedLedger.after(before);
        Checkpoint kept = Checkpoint.parse(ledger.checkpoint().line());
        long read = ledger.entries();
        ledger.go(after);

        VerificationReport report = ledger.verifier().verifySince(kept);

        assertThat(report.breaches()).isEmpty();
        assertThat(report.entries()).isEqualTo(ledger.entries() - read + 1);
    }

    /** Changes an entry, then makes every hash after it right again, and the head. */
    private static void forge(TamperedLedger ledger, Line line) {
        Chain chain = ledger.chain(line);
        String previous = line.entry().previous();
        List<Line> rest =
                new ArrayList<>(chain.lines.tailMap(line.entry().number()).values());
        for (Line one : rest) {
            TreeMap<String, String> body = new TreeMap<>(one.entry().body());
            if (one.equals(line)) {
                body.put("forged", "yes");
            }
            LedgerEntry forged = Outsider.rehashed(one.entry(), body, previous);
            chain.lines.put(forged.number(), new Line(one.position(), forged));
            previous = forged.hash();
        }
        chain.head = new LedgerStore.Head(chain.head.number(), previous);
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
