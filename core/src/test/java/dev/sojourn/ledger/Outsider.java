package dev.sojourn.ledger;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/** Hashes as {@code docs/ledger-format.md} says, by somebody who has read that page and nothing else. */
public final class Outsider {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private Outsider() {
        put(() -> out.writeByte(1));
    }

    /** An entry with another body and another predecessor, and the hash that makes it whole. */
    public static LedgerEntry rehashed(LedgerEntry entry, SortedMap<String, String> body, String previous) {
        Outsider form = new Outsider()
                .text(entry.chain().kind().name())
                .text(entry.chain().key())
                .number(entry.number())
                .text(entry.kind().name())
                .instant(entry.at())
                .map(body)
                .text(previous);
        return new LedgerEntry(
                entry.chain(), entry.number(), entry.kind(), entry.at(), body, previous, sha256(form.all()));
    }

    /** A tombstone with another state, and the seal that fits it. */
    public static Tombstone resealed(Tombstone one, SortedMap<String, String> state) {
        Tombstone open = new Tombstone(one.chain(), one.number(), one.hash(), one.checkpoint(), state, "");
        return new Tombstone(one.chain(), one.number(), one.hash(), one.checkpoint(), state, sha256(tombstone(open)));
    }

    static byte[] entry(LedgerEntry entry) {
        return new Outsider()
                .text(entry.chain().kind().name())
                .text(entry.chain().key())
                .number(entry.number())
                .text(entry.kind().name())
                .instant(entry.at())
                .map(entry.body())
                .text(entry.previous())
                .all();
    }

    static byte[] detached(String salt, String text) {
        return new Outsider().text(salt).text(text).all();
    }

    static byte[] checkpoint(Checkpoint one) {
        return new Outsider()
                .text("CHECKPOINT")
                .number(one.number())
                .instant(one.at())
                .number(one.position())
                .number(one.chains())
                .text(one.heads())
                .text(one.tombstones())
                .text(one.previous())
                .all();
    }

    static byte[] head(String kind, String key, long number, String hash) {
        return new Outsider().text(kind).text(key).number(number).text(hash).all();
    }

    static byte[] tombstone(Tombstone one) {
        return new Outsider()
                .text("TOMBSTONE")
                .text(one.chain().kind().name())
                .text(one.chain().key())
                .number(one.number())
                .text(one.hash())
                .number(one.checkpoint())
                .map(one.state())
                .all();
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] all() {
        return bytes.toByteArray();
    }

    private Outsider number(long number) {
        return put(() -> out.writeLong(number));
    }

    private Outsider text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return put(() -> {
            out.writeLong(utf8.length);
            out.write(utf8);
        });
    }

    private Outsider instant(Instant at) {
        return number(at.getEpochSecond()).number(at.getNano() / 1_000);
    }

    private Outsider map(Map<String, String> map) {
        number(map.size());
        map.forEach((name, value) -> text(name).text(value));
        return this;
    }

    private interface Writing {
        void write() throws IOException;
    }

    private Outsider put(Writing writing) {
        try {
            writing.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
