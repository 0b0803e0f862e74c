package dev.sojourn.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * The bytes that are hashed, so that anybody can verify a ledger without this library.
 *
 * <p>Version byte 1, then the parts in order. Numbers are eight bytes, high byte first; a text is its length in UTF-8
 * bytes as such a number, then the bytes; an instant is its seconds and its microseconds as two numbers; a map is its
 * size, then each name and value in the order of the names. {@code docs/ledger-format.md} lists the parts of each form,
 * with worked examples.
 */
final class CanonicalForm {

    static final byte VERSION = 1;

    /** What stands before the first entry of a chain and before the first checkpoint. */
    static final String NOTHING = "0".repeat(64);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

    private CanonicalForm() {
        bytes.write(VERSION);
    }

    /** The hash of an entry; its kind is a text here, since a verifier may meet kinds it does not know. */
    static String hash(
            ChainId chain, long number, String kind, Instant at, SortedMap<String, String> body, String previous) {
        CanonicalForm form = new CanonicalForm();
        form.text(chain.kind().name()).text(chain.key()).number(number).text(kind);
        return form.instant(at).map(body).text(previous).sha256();
    }

    /** The digest that stands in an entry for a detachable text; without the salt it says nothing of the text. */
    static String detached(String salt, String text) {
        return new CanonicalForm().text(salt).text(text).sha256();
    }

    /** What seals a tombstone. */
    static String seal(ChainId chain, long number, String hash, long checkpoint, SortedMap<String, String> state) {
        CanonicalForm form = new CanonicalForm();
        form.text("TOMBSTONE").text(chain.kind().name()).text(chain.key()).number(number);
        return form.text(hash).number(checkpoint).map(state).sha256();
    }

    /** What a checkpoint's hash and signature are taken over. */
    static byte[] checkpoint(
            long number, Instant at, long position, long chains, String heads, String tombstones, String previous) {
        CanonicalForm form = new CanonicalForm();
        form.text("CHECKPOINT").number(number).instant(at).number(position).number(chains);
        return form.text(heads).text(tombstones).text(previous).bytes.toByteArray();
    }

    /** What a leaf of the Merkle tree over heads is taken over. */
    static byte[] head(ChainId chain, long number, String hash) {
        CanonicalForm form = new CanonicalForm();
        form.text(chain.kind().name()).text(chain.key()).number(number).text(hash);
        return form.bytes.toByteArray();
    }

    /** Databases keep microseconds: what is hashed must be what is read back. */
    static Instant cut(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    private CanonicalForm number(long value) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes.write((int) (value >>> shift));
        }
        return this;
    }

    private CanonicalForm instant(Instant at) {
        return number(at.getEpochSecond()).number(at.getNano() / 1_000);
    }

    private CanonicalForm map(SortedMap<String, String> map) {
        number(map.size());
        map.forEach((name, value) -> text(name).text(value));
        return this;
    }

    /** Two texts never have the same bytes: half a surrogate pair, which UTF-8 cannot say, is refused. */
    private CanonicalForm text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (hasHalfACharacter(value)) {
            throw new IllegalArgumentException("a text for the ledger holds half a character: cut it elsewhere");
        }
        number(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    private static boolean hasHalfACharacter(String value) {
        for (int index = 0; index < value.length(); index++) {
            if (Character.isSurrogate(value.charAt(index))) {
                boolean whole = Character.isHighSurrogate(value.charAt(index))
                        && index + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(index + 1));
                if (!whole) {
                    return true;
                }
                index++;
            }
        }
        return false;
    }

    private String sha256() {
        return sha256(bytes.toByteArray());
    }
}
