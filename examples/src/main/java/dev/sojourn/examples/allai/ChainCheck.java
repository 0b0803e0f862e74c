package dev.sojourn.examples.allai;

import dev.sojourn.ledger.LedgerEntry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Recomputes a chain's hashes from the form written down in {@code docs/ledger.md}, without the library's own code. */
final class ChainCheck {

    private static final int VERSION = 1;

    private ChainCheck() {}

    /** Whether the entries, from the first on, are numbered without gaps and every hash fits. */
    static boolean holds(List<LedgerEntry> entries) {
        String previous = "0".repeat(64);
        long number = 1;
        for (LedgerEntry entry : entries) {
            if (entry.number() != number++
                    || !entry.previous().equals(previous)
                    || !entry.hash().equals(hash(entry))) {
                return false;
            }
            previous = entry.hash();
        }
        return true;
    }

    private static String hash(LedgerEntry entry) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.write(VERSION);
        text(form, entry.chain().kind().name());
        text(form, entry.chain().key());
        number(form, entry.number());
        text(form, entry.kind().name());
        number(form, entry.at().getEpochSecond());
        number(form, entry.at().getNano() / 1_000);
        number(form, entry.body().size());
        entry.body().forEach((name, value) -> {
            text(form, name);
            text(form, value);
        });
        text(form, entry.previous());
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(form.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    private static void number(ByteArrayOutputStream form, long value) {
        form.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    private static void text(ByteArrayOutputStream form, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        number(form, bytes.length);
        form.writeBytes(bytes);
    }
}
