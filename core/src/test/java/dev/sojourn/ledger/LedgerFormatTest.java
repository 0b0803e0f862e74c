package dev.sojourn.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What {@code docs/ledger-format.md} tells outsiders is what is hashed. */
class LedgerFormatTest {

    private static final ChainId CHAIN = ChainId.subject("0b7f6a52-3f0e-4a8e-9c53-0c2f1f0e7d11");
    private static final String SALT = "00112233445566778899aabbccddeeff";
    private static final String TEXT = "Ada asked by phone";
    private static final LedgerEntry ENTRY = entry();
    private static final Tombstone TOMBSTONE =
            Tombstone.sealed(CHAIN, 1, ENTRY.hash(), 2, new TreeMap<>(Map.of("acts", "")));
    private static final Checkpoint CHECKPOINT = Checkpoint.hashed(
            1,
            Instant.parse("2026-03-02T00:00:00Z"),
            41,
            1,
            root(List.of(CanonicalForm.head(CHAIN, 1, ENTRY.hash()))),
            root(List.of()),
            CanonicalForm.NOTHING,
            Optional.of(CheckpointSigner.of(privateKey())));

    @Test
    void anOutsiderHashesAnEntryAsWeDo() {
        assertThat(Outsider.sha256(Outsider.entry(ENTRY))).isEqualTo(ENTRY.hash());
        assertThat(Outsider.sha256(Outsider.detached(SALT, TEXT)))
                .isEqualTo(ENTRY.body().get("reason.salted"));
    }

    @Test
    void anOutsiderHashesACheckpointAndATombstoneAsWeDo() throws GeneralSecurityException {
        assertThat(Outsider.sha256(Outsider.checkpoint(CHECKPOINT))).isEqualTo(CHECKPOINT.hash());
        assertThat(Outsider.sha256(Outsider.tombstone(TOMBSTONE))).isEqualTo(TOMBSTONE.seal());
        assertThat(CHECKPOINT.isSignedBy(publicKey())).isTrue();
        assertThat(Checkpoint.parse(CHECKPOINT.line())).isEqualTo(CHECKPOINT);
    }

    @Test
    void thePageShowsTheseBytesAndHashes() throws IOException {
        String page =
                Files.readString(Path.of("..", "docs", "ledger-format.md")).replaceAll("\\s+", "");
        HexFormat hex = HexFormat.of();

        assertThat(page)
                .contains(hex.formatHex(Outsider.entry(ENTRY)))
                .contains(hex.formatHex(Outsider.detached(SALT, TEXT)))
                .contains(hex.formatHex(Outsider.checkpoint(CHECKPOINT)))
                .contains(ENTRY.hash())
                .contains(CHECKPOINT.line().replace(" ", ""))
                .contains(ExportLine.entry(ENTRY).toString().replace(" ", ""))
                .contains(CHECKPOINT.heads())
                .contains(CHECKPOINT.tombstones());
    }

    @Property(tries = 500)
    void theRootIsThatOfTheLargestCompleteTreeOnTheLeft(@ForAll @Size(max = 70) List<byte[]> leaves) {
        assertThat(root(leaves)).isEqualTo(HexFormat.of().formatHex(rootBySplitting(leaves)));
    }

    @Property(tries = 500)
    void notTwoDifferentListsOfLeavesHaveOneRoot(
            @ForAll @Size(max = 8) List<String> one, @ForAll @Size(max = 8) List<String> other) {
        assertThat(root(bytes(one)).equals(root(bytes(other)))).isEqualTo(one.equals(other));
    }

    @Test
    void refusesHalfACharacter() {
        assertThatThrownBy(() -> CanonicalForm.detached(SALT, "\uD83D"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half a character");
    }

    @Test
    void refusesLinesThatAreNoCheckpoint() {
        for (String line : List.of(
                "",
                "sojourn-checkpoint-1",
                CHECKPOINT.line() + " more",
                CHECKPOINT.line().replace("sojourn-checkpoint-1 1 ", "sojourn-checkpoint-1 +1 "),
                CHECKPOINT.line().replace("2026-03-02T", "2026-03-02t"))) {
            assertThatThrownBy(() -> Checkpoint.parse(line))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no line of a checkpoint");
        }
    }

    private static List<byte[]> bytes(List<String> texts) {
        return texts.stream()
                .map(text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_16BE))
                .toList();
    }

    private static String root(List<byte[]> leaves) {
        MerkleTree tree = new MerkleTree();
        leaves.forEach(tree::add);
        return tree.root();
    }

    private static byte[] rootBySplitting(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha256(new byte[0]);
        }
        if (leaves.size() == 1) {
            return sha256(concat(new byte[] {0}, leaves.get(0)));
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return sha256(concat(
                new byte[] {1},
                concat(
                        rootBySplitting(leaves.subList(0, left)),
                        rootBySplitting(leaves.subList(left, leaves.size())))));
    }

    private static byte[] concat(byte[] one, byte[] other) {
        List<Byte> all = new ArrayList<>();
        for (byte next : one) {
            all.add(next);
        }
        for (byte next : other) {
            all.add(next);
        }
        byte[] joined = new byte[all.size()];
        for (int i = 0; i < joined.length; i++) {
            joined[i] = all.get(i);
        }
        return joined;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LedgerEntry entry() {
        TreeMap<String, String> body = new TreeMap<>();
        body.put("purpose", "newsletter");
        body.put("language", "română");
        body.put("reason.salted", CanonicalForm.detached(SALT, TEXT));
        Instant at = Instant.parse("2026-03-01T10:15:30.123456Z");
        String hash = CanonicalForm.hash(CHAIN, 1, "CONSENT_GIVEN", at, body, CanonicalForm.NOTHING);
        return new LedgerEntry(CHAIN, 1, EntryKind.CONSENT_GIVEN, at, body, CanonicalForm.NOTHING, hash);
    }

    /** The first key pair of RFC 8032, section 7.1: known to everybody, so good for examples only. */
    private static PrivateKey privateKey() {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(
                            NamedParameterSpec.ED25519,
                            HexFormat.of()
                                    .parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicKey publicKey() throws GeneralSecurityException {
        byte[] little = HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        byte[] big = new byte[little.length];
        for (int i = 0; i < little.length; i++) {
            big[i] = little[little.length - 1 - i];
        }
        boolean odd = big[0] < 0;
        big[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(odd, new java.math.BigInteger(1, big))));
    }
}
