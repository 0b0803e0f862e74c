package dev.sojourn.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.memory.InMemoryStores;
import dev.sojourn.policy.Actor;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Instant NOW = Instant.parse("2026-03-05T08:00:00.123456789Z");
    private static final ChainId CHAIN = ChainId.subject("5f0c2b1e-0000-4000-8000-000000000001");

    private final InMemoryStores stores = new InMemoryStores();
    private final Ledger ledger = new Ledger(stores.ledger(), stores.work(), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void cutsTimesToMicrosecondsBeforeHashing() {
        assertThat(ledger.now()).isEqualTo(Instant.parse("2026-03-05T08:00:00.123456Z"));
        assertThat(append(Map.of()).at()).isEqualTo(ledger.now());
    }

    @Test
    void linksEachEntryToTheOneBefore() {
        LedgerEntry first = append(Map.of("purpose", "newsletter"));
        LedgerEntry second = append(Map.of("purpose", "newsletter"));
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.previous()).isEqualTo("0".repeat(64));
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.previous()).isEqualTo(first.hash());
        assertThat(second.hash()).isNotEqualTo(first.hash());
        assertThat(ledger.read(CHAIN, 0, 10)).containsExactly(first, second);
    }

    @Test
    void hashesWhatItsDescriptionSays() throws IOException {
        LedgerEntry entry = append(Map.of("purpose", "știri", "level", "EXPLICIT"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(1);
            text(out, "SUBJECT");
            text(out, CHAIN.key());
            out.writeLong(1);
            text(out, "CONSENT_GIVEN");
            out.writeLong(NOW.getEpochSecond());
            out.writeLong(123_456);
            out.writeLong(3);
            text(out, "actor");
            text(out, "SUBJECT");
            text(out, "level");
            text(out, "EXPLICIT");
            text(out, "purpose");
            text(out, "știri");
            text(out, "0".repeat(64));
        }
        assertThat(entry.hash()).isEqualTo(sha256(bytes.toByteArray()));
    }

    @Test
    void changesTheHashWithEveryPart() {
        SortedMap<String, String> body = new TreeMap<>(Map.of("a", "bc", "d", ""));
        String zero = "0".repeat(64);
        Set<String> hashes = new HashSet<>(List.of(
                hash(CHAIN, 1, EntryKind.CONSENT_GIVEN, NOW, body, zero),
                hash(ChainId.run(CHAIN.key()), 1, EntryKind.CONSENT_GIVEN, NOW, body, zero),
                hash(ChainId.subject("other"), 1, EntryKind.CONSENT_GIVEN, NOW, body, zero),
                hash(CHAIN, 2, EntryKind.CONSENT_GIVEN, NOW, body, zero),
                hash(CHAIN, 1, EntryKind.CONSENT_REFUSED, NOW, body, zero),
                hash(CHAIN, 1, EntryKind.CONSENT_GIVEN, NOW.plusNanos(1_000), body, zero),
                hash(CHAIN, 1, EntryKind.CONSENT_GIVEN, NOW.plusSeconds(1), body, zero),
                hash(CHAIN, 1, EntryKind.CONSENT_GIVEN, NOW, new TreeMap<>(Map.of("ab", "c", "d", "")), zero),
                hash(CHAIN, 1, EntryKind.CONSENT_GIVEN, NOW, new TreeMap<>(Map.of("a", "bc")), zero),
                hash(CHAIN, 1, EntryKind.CONSENT_GIVEN, NOW, new TreeMap<>(Map.of("a", "", "d", "bc")), zero),
                hash(CHAIN, 1, EntryKind.CONSENT_GIVEN, NOW, body, "1" + zero.substring(1))));
        assertThat(hashes).hasSize(11);
    }

    @Test
    void detachesTheActorsNameAndTheReason() {
        LedgerEntry entry = ledger.append(
                CHAIN, EntryKind.CONSENT_REVOKED, Actor.employee("Maria"), "pre-ticked box", Map.of("purpose", "p"));
        assertThat(entry.body())
                .containsEntry("actor", "EMPLOYEE")
                .containsKeys("actor.name.salted", "reason.salted")
                .doesNotContainKeys("actor.name", "reason");
        assertThat(entry.toString()).doesNotContain("Maria").doesNotContain("pre-ticked");
        assertThat(ledger.attachmentsOf(entry)).isEqualTo(Map.of("actor.name", "Maria", "reason", "pre-ticked box"));
        Attachment name = stores.ledger().attachments(CHAIN, 1, 1).stream()
                .filter(one -> one.name().equals("actor.name"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.body()).containsEntry("actor.name.salted", CanonicalForm.detached(name.salt(), "Maria"));
        assertThat(name.toString()).doesNotContain("Maria");
    }

    @Test
    void saltsEachDetachedTextAnew() {
        LedgerEntry first = ledger.append(CHAIN, EntryKind.CONSENT_REVOKED, Actor.employee("Maria"), "", Map.of());
        LedgerEntry second = ledger.append(CHAIN, EntryKind.CONSENT_REVOKED, Actor.employee("Maria"), "", Map.of());
        assertThat(first.body().get("actor.name.salted"))
                .isNotEqualTo(second.body().get("actor.name.salted"));
        assertThat(first.body()).doesNotContainKey("reason.salted");
    }

    private LedgerEntry append(Map<String, String> body) {
        return ledger.append(CHAIN, EntryKind.CONSENT_GIVEN, Actor.subject(), "", body);
    }

    private static String hash(
            ChainId chain, long number, EntryKind kind, Instant at, SortedMap<String, String> body, String previous) {
        return CanonicalForm.hash(chain, number, kind.name(), at, body, previous);
    }

    private static void text(DataOutputStream out, String value) throws IOException {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.writeLong(utf8.length);
        out.write(utf8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
