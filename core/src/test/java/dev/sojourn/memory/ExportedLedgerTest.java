package dev.sojourn.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.ledger.Breach;
import dev.sojourn.ledger.ChainId;
import dev.sojourn.ledger.Checkpoint;
import dev.sojourn.ledger.CheckpointSigner;
import dev.sojourn.ledger.EntryKind;
import dev.sojourn.ledger.ExportedLedger;
import dev.sojourn.ledger.LedgerExport;
import dev.sojourn.ledger.VerificationReport;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** An exported ledger verifies by itself, and nothing in it can be changed unseen. */
class ExportedLedgerTest {

    private static final int CASES = 500;

    @Property(tries = CASES)
    void verifiesWhatWasExported(@ForAll @Size(min = 1, max = 30) List<@IntRange(max = 11) Integer> acts)
            throws IOException {
        TamperedLedger ledger = TamperedLedger.after(acts);

        VerificationReport report = new ExportedLedger().verify(new StringReader(export(ledger)));

        assertThat(report.breaches()).isEmpty();
        assertThat(report.entries()).isEqualTo(ledger.entries());
        assertThat(report.chains()).isEqualTo(ledger.chains().size());
    }

    @Property(tries = 4 * CASES)
    void findsEveryCharacterThatWasChanged(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 11) Integer> acts, @ForAll int place, @ForAll char by)
            throws IOException {
        TamperedLedger ledger = TamperedLedger.after(acts);
        Checkpoint kept = ledger.checkpoint();
        StringBuilder text = new StringBuilder(export(ledger));
        int at = Math.floorMod(place, text.length());
        Assume.that(text.charAt(at) != by && text.charAt(at) != '\n');
        text.setCharAt(at, by);

        assertThat(verify(text.toString(), kept).isIntact()).isFalse();
    }

    @Property(tries = CASES)
    void findsEveryLineThatIsGoneRepeatedOrMoved(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 11) Integer> acts,
            @ForAll int place,
            @ForAll int other,
            @ForAll @IntRange(max = 2) int way)
            throws IOException {
        TamperedLedger ledger = TamperedLedger.after(acts);
        Checkpoint kept = ledger.checkpoint();
        List<String> lines = new ArrayList<>(Arrays.asList(export(ledger).split("\n")));
        int one = Math.floorMod(place, lines.size());
        int two = Math.floorMod(other, lines.size());
        Assume.that(way == 0 || !lines.get(one).equals(lines.get(two)));
        switch (way) {
            case 0 -> lines.remove(one);
            case 1 -> lines.add(two, lines.get(one));
            default -> Collections.swap(lines, one, two);
        }

        assertThat(verify(String.join("\n", lines) + "\n", kept).isIntact()).isFalse();
    }

    @Property(tries = CASES)
    void findsAnExportCutOffAnywhere(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 11) Integer> acts, @ForAll int place)
            throws IOException {
        TamperedLedger ledger = TamperedLedger.after(acts);
        String text = export(ledger);
        String cut = text.substring(0, Math.floorMod(place, text.length() - 1));

        assertThat(new ExportedLedger().verify(new StringReader(cut)).isIntact())
                .isFalse();
    }

    @Test
    void trustsOnlyTheKeysItWasTold() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        KeyPair ours = generator.generateKeyPair();
        KeyPair his = generator.generateKeyPair();
        TamperedLedger ledger = TamperedLedger.after(List.of(2, 5, 3));
        ledger.checkpoint(Optional.of(CheckpointSigner.of(ours.getPrivate())));
        String text = export(ledger);

        assertThat(new ExportedLedger()
                        .trusting(List.of(ours.getPublic()))
                        .verify(new StringReader(text))
                        .isIntact())
                .isTrue();
        assertThat(new ExportedLedger()
                        .trusting(List.of(his.getPublic()))
                        .verify(new StringReader(text))
                        .breaches())
                .extracting(Breach::kind)
                .containsExactly(Breach.Kind.SIGNATURE_INVALID);
    }

    @Test
    void writesEveryCharacterSoThatItIsReadBack() throws IOException {
        TamperedLedger ledger = TamperedLedger.after(List.of());
        StringBuilder all = new StringBuilder();
        for (char next = 0; next < Character.MAX_VALUE; next++) {
            if (!Character.isSurrogate(next)) {
                all.append(next);
            }
        }
        all.append("\uD83D\uDE00");
        ledger.ledger()
                .append(ChainId.run("r"), EntryKind.RUN_STARTED, Map.of("all", all.toString(), "", "\\\""), Map.of());

        VerificationReport report = new ExportedLedger().verify(new StringReader(export(ledger)));

        assertThat(report.breaches()).isEmpty();
        assertThat(report.entries()).isEqualTo(1);
    }

    @Test
    void exportsOneChainAlone() throws IOException {
        TamperedLedger ledger = TamperedLedger.after(List.of(2, 6, 3, 11));
        StringWriter out = new StringWriter();

        assertThat(exporter(ledger).write(ChainId.subject("subject-2"), out)).isTrue();
        assertThat(exporter(ledger).write(ChainId.subject("nobody"), out)).isFalse();

        VerificationReport report = new ExportedLedger().verify(new StringReader(out.toString()));
        assertThat(report.breaches()).isEmpty();
        assertThat(report.chains()).isEqualTo(1);
    }

    @Test
    void keepsTextsThatMayBePersonalOutOfTheExport() throws IOException {
        assertThat(export(TamperedLedger.after(List.of(5, 6, 7))))
                .doesNotContain("E. Noether")
                .doesNotContain("a reason");
    }

    private static VerificationReport verify(String text, Checkpoint kept) throws IOException {
        return new ExportedLedger().expecting(kept).verify(new StringReader(text));
    }

    private static LedgerExport exporter(TamperedLedger ledger) {
        return new LedgerExport(
                ledger.ledger(), ledger.stores().chains(), ledger.stores().checkpoints());
    }

    private static String export(TamperedLedger ledger) throws IOException {
        StringWriter out = new StringWriter();
        exporter(ledger).write(out);
        return out.toString();
    }
}
