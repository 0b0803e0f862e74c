package dev.sojourn.ledger;

import dev.sojourn.ledger.Breach.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * Verifies a ledger from what {@link LedgerExport} wrote, with no database and no store: the links of every chain, the
 * checkpoints, their signatures, and the chains that the last checkpoint covers (GDPR 5(2)).
 *
 * <p>Texts beside entries and the state kept beside the ledger are not in an export, so they are not compared.
 * Immutable and thread-safe; its memory does not grow with the ledger.
 */
public final class ExportedLedger {

    private final List<PublicKey> keys;
    private final Optional<Checkpoint> expected;

    /** A verifier that trusts no key and expects no checkpoint. */
    public ExportedLedger() {
        this(List.of(), Optional.empty());
    }

    private ExportedLedger(List<PublicKey> keys, Optional<Checkpoint> expected) {
        this.keys = keys;
        this.expected = expected;
    }

    /**
     * The same verifier, trusting keys: from the first signed checkpoint on, each must be signed by one of them, and
     * there must be one.
     *
     * @param trusted Ed25519 public keys
     * @return a verifier that looks at signatures
     */
    public ExportedLedger trusting(List<PublicKey> trusted) {
        return new ExportedLedger(List.copyOf(trusted), expected);
    }

    /**
     * The same verifier, expecting a checkpoint whose line was kept elsewhere to be among those exported.
     *
     * @param kept the checkpoint, from {@link Checkpoint#parse}
     * @return a verifier that looks for it
     */
    public ExportedLedger expecting(Checkpoint kept) {
        return new ExportedLedger(keys, Optional.of(kept));
    }

    /**
     * Reads an export to its end.
     *
     * @param in the lines; UTF-8 when they come from bytes; not closed
     * @return what was read and what is wrong; a line that cannot be read ends the reading and is reported by the number
     *     of the line
     * @throws IOException when the reader fails
     */
    public VerificationReport verify(Reader in) throws IOException {
        ExportReading reading = new ExportReading(keys, expected);
        BufferedReader lines = new BufferedReader(in);
        long number = 0;
        String line = lines.readLine();
        while (line != null) {
            number++;
            try {
                reading.read(JsonLine.parse(line));
            } catch (IllegalArgumentException e) {
                return reading.reportWith(Breach.of(
                        Kind.UNREADABLE, number, "line " + number + " is none of an export: " + e.getMessage()));
            }
            line = lines.readLine();
        }
        return reading.report(number);
    }
}
