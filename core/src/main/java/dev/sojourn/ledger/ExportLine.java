package dev.sojourn.ledger;

import java.time.DateTimeException;
import java.time.Instant;

/** The kinds of line an exported ledger has, each told by its first field. */
final class ExportLine {

    static final String CHAIN = "chain";
    static final String TOMBSTONE = "tombstone";
    static final String ENTRY = "entry";
    static final String CHECKPOINT = "checkpoint";
    static final String END = "end";

    private static final String FORMAT = "sojourn-ledger";
    private static final long VERSION = 1;

    private ExportLine() {}

    /** The first line. */
    static JsonLine format() {
        return new JsonLine().with(FORMAT, VERSION);
    }

    static void checkFormat(JsonLine line) {
        if (line.expect(FORMAT).number(FORMAT) != VERSION) {
            throw new IllegalArgumentException("version " + VERSION + " is expected");
        }
    }

    /** A chain begins: its head, and the number of its last entry under the last checkpoint, 0 for none. */
    static JsonLine chain(ChainHead head, long covered) {
        return new JsonLine()
                .with(CHAIN, head.chain().kind().name())
                .with("key", head.chain().key())
                .with("number", head.number())
                .with("hash", head.hash())
                .with("covered", covered);
    }

    static JsonLine tombstone(Tombstone stone) {
        return new JsonLine()
                .with(TOMBSTONE, stone.chain().kind().name())
                .with("key", stone.chain().key())
                .with("number", stone.number())
                .with("hash", stone.hash())
                .with("checkpoint", stone.checkpoint())
                .with("state", stone.state())
                .with("seal", stone.seal());
    }

    static Tombstone tombstone(JsonLine line) {
        line.expect(TOMBSTONE, "key", "number", "hash", "checkpoint", "state", "seal");
        return new Tombstone(
                chainId(line, TOMBSTONE),
                line.number("number"),
                line.text("hash"),
                line.number("checkpoint"),
                line.texts("state"),
                line.text("seal"));
    }

    static JsonLine entry(LedgerEntry entry) {
        return new JsonLine()
                .with(ENTRY, entry.chain().kind().name())
                .with("key", entry.chain().key())
                .with("number", entry.number())
                .with("kind", entry.kind().name())
                .with("at", entry.at().toString())
                .with("body", entry.body())
                .with("previous", entry.previous())
                .with("hash", entry.hash());
    }

    static Link entry(JsonLine line) {
        line.expect(ENTRY, "key", "number", "kind", "at", "body", "previous", "hash");
        return new Link(
                chainId(line, ENTRY),
                line.number("number"),
                line.text("kind"),
                instant(line.text("at")),
                line.texts("body"),
                line.text("previous"),
                line.text("hash"));
    }

    static JsonLine checkpoint(Checkpoint checkpoint) {
        return new JsonLine().with(CHECKPOINT, checkpoint.line());
    }

    static Checkpoint checkpoint(JsonLine line) {
        return Checkpoint.parse(line.expect(CHECKPOINT).text(CHECKPOINT));
    }

    /** The last line. */
    static JsonLine end(long chains, long entries, long checkpoints) {
        return new JsonLine().with(END, chains).with("entries", entries).with("checkpoints", checkpoints);
    }

    static ChainId chainId(JsonLine line, String field) {
        return new ChainId(ChainId.Kind.valueOf(line.text(field)), line.text("key"));
    }

    private static Instant instant(String text) {
        try {
            Instant at = Instant.parse(text);
            if (at.toString().equals(text)) {
                return at;
            }
            throw new IllegalArgumentException("'at' is not written as this library writes it");
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'at' is no time", e);
        }
    }
}
