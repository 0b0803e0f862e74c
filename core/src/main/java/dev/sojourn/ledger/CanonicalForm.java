package dev.sojourn.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * The bytes an entry's hash is taken over, so that anybody can verify a chain without this library.
 *
 * <p>Version byte 1, then in order: chain kind, chain key, number, kind, seconds and microseconds of the time, the number
 * of facts, each fact's name and value in the order of their names, and the previous hash. Numbers are eight bytes, high
 * byte first; a text is its length in UTF-8 bytes as such a number, then the bytes.
 */
final class CanonicalForm {

    static final byte VERSION = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

    private CanonicalForm() {
        bytes.write(VERSION);
    }

    static String hash(
            ChainId chain, long number, EntryKind kind, Instant at, SortedMap<String, String> body, String previous) {
        CanonicalForm form = new CanonicalForm();
        form.text(chain.kind().name()).text(chain.key()).number(number).text(kind.name());
        form.number(at.getEpochSecond()).number(at.getNano() / 1_000).number(body.size());
        body.forEach((name, value) -> form.text(name).text(value));
        form.text(previous);
        return sha256(form.bytes.toByteArray());
    }

    /** The digest that stands in an entry for a detachable text; without the salt it says nothing of the text. */
    static String detached(String salt, String text) {
        CanonicalForm form = new CanonicalForm();
        form.text(salt).text(text);
        return sha256(form.bytes.toByteArray());
    }

    /** Databases keep microseconds: what is hashed must be what is read back. */
    static Instant cut(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private CanonicalForm number(long value) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    private CanonicalForm text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }
}
