package dev.sojourn.ledger;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * A seal over all chains as they were at one position, linked to the checkpoint before: kept elsewhere, or signed, it
 * makes the loss of whole chains and a rewritten ledger visible (GDPR 5(2)).
 *
 * @param number its place among the checkpoints, from 1 without gaps
 * @param at when it was made, UTC, cut to microseconds
 * @param position up to which position of the ledger it covers
 * @param chains how many chains it covers
 * @param heads the Merkle root over the heads of the chains covered, as lower-case hexadecimal
 * @param tombstones the Merkle root over the tombstones there were, as lower-case hexadecimal
 * @param previous the hash of the checkpoint before; 64 zeros for the first
 * @param hash SHA-256 over all the above, as lower-case hexadecimal
 * @param signature the Ed25519 signature over the same bytes, as lower-case hexadecimal; empty when it was not signed
 */
public record Checkpoint(
        long number,
        Instant at,
        long position,
        long chains,
        String heads,
        String tombstones,
        String previous,
        String hash,
        Optional<String> signature) {

    private static final String LINE = "sojourn-checkpoint-1";
    private static final String UNSIGNED = "unsigned";
    private static final int PARTS = 10;

    /** 64 bytes, as lower-case hexadecimal. */
    private static final String SIGNATURE = "[0-9a-f]{128}";

    /** Checks the parts. */
    public Checkpoint {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(heads, "heads");
        Objects.requireNonNull(tombstones, "tombstones");
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(signature, "signature");
    }

    static Checkpoint hashed(
            long number,
            Instant at,
            long position,
            long chains,
            String heads,
            String tombstones,
            String previous,
            Optional<CheckpointSigner> signer) {
        byte[] bytes = CanonicalForm.checkpoint(number, at, position, chains, heads, tombstones, previous);
        Optional<String> signature = signer.map(one -> HexFormat.of().formatHex(one.sign(bytes)));
        String hash = CanonicalForm.sha256(bytes);
        return new Checkpoint(number, at, position, chains, heads, tombstones, previous, hash, signature);
    }

    /**
     * The checkpoint as one line of plain text, to be kept where nobody who can write to the database can write.
     *
     * @return ten parts between spaces; no line end
     */
    public String line() {
        return String.join(
                " ",
                LINE,
                Long.toString(number),
                at.toString(),
                Long.toString(position),
                Long.toString(chains),
                heads,
                tombstones,
                previous,
                hash,
                signature.orElse(UNSIGNED));
    }

    /**
     * Reads a line written by {@link #line()}.
     *
     * @param line the line
     * @return the checkpoint; whether its hash and signature are right is for verification to say
     * @throws IllegalArgumentException when the line is none
     */
    public static Checkpoint parse(String line) {
        String[] parts = line.strip().split(" ", -1);
        if (parts.length != PARTS || !parts[0].equals(LINE)) {
            throw new IllegalArgumentException("this is no line of a checkpoint: " + PARTS
                    + " parts between spaces are expected, the first '" + LINE + "'");
        }
        try {
            Checkpoint checkpoint = new Checkpoint(
                    Long.parseLong(parts[1]),
                    Instant.parse(parts[2]),
                    Long.parseLong(parts[3]),
                    Long.parseLong(parts[4]),
                    parts[5],
                    parts[6],
                    parts[7],
                    parts[8],
                    parts[9].equals(UNSIGNED) ? Optional.empty() : Optional.of(parts[9]));
            if (checkpoint.line().equals(line.strip())) {
                return checkpoint;
            }
            throw new IllegalArgumentException("this is no line of a checkpoint: it was not written by this library");
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException("this is no line of a checkpoint: a number or its time is none", e);
        }
    }

    /**
     * Whether the hash is the hash of the parts, and the signature, if there is one, has the form of one.
     *
     * @return false when a part or the hash was changed
     */
    public boolean isIntact() {
        return at.equals(CanonicalForm.cut(at))
                && hash.equals(CanonicalForm.sha256(bytes()))
                && signature.filter(hex -> !hex.matches(SIGNATURE)).isEmpty();
    }

    /**
     * Whether the holder of a key signed this checkpoint.
     *
     * @param key an Ed25519 public key
     * @return false when it is not signed, or not by that key
     * @throws IllegalArgumentException when the key is no Ed25519 key
     */
    public boolean isSignedBy(PublicKey key) {
        if (signature.isEmpty()) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(CheckpointSigner.ALGORITHM);
            check.initVerify(key);
            check.update(bytes());
            return check.verify(HexFormat.of().parseHex(signature.get()));
        } catch (java.security.InvalidKeyException e) {
            throw new IllegalArgumentException("the key is no " + CheckpointSigner.ALGORITHM + " public key", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private byte[] bytes() {
        return CanonicalForm.checkpoint(number, at, position, chains, heads, tombstones, previous);
    }
}
