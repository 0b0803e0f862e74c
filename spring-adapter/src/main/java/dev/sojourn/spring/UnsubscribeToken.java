package dev.sojourn.spring;

import dev.sojourn.policy.DataSubject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals whom and what an unsubscribe link is about, so that a link shows nothing of it and nobody can make or change one.
 * Each token is encrypted and authenticated (AES-256 in GCM) under a key of its own, which HMAC-SHA256 makes of the
 * application's secret and the token's random salt: so the nonce may stand still, however many links are sent.
 */
final class UnsubscribeToken {

    /** A secret shorter than what it makes would be the easier one to guess. */
    static final int LEAST_SECRET = 32;

    private static final int LONGEST = 4_096;
    private static final int SALT = 16;
    private static final int TAG_BITS = 128;
    private static final int BLOCK = 64;
    private static final byte[] USE = "sojourn unsubscribe 1".getBytes(StandardCharsets.US_ASCII);

    private final List<byte[]> secrets;
    private final SecureRandom random = new SecureRandom();

    /**
     * Tokens.
     *
     * @param secrets the first seals, all open
     */
    UnsubscribeToken(List<byte[]> secrets) {
        this.secrets = secrets.stream().map(byte[]::clone).toList();
    }

    /**
     * What a token holds.
     *
     * @param subject who unsubscribes
     * @param purpose from what, by id
     * @param expires from when the token is of no use
     */
    record Content(DataSubject subject, String purpose, Instant expires) {}

    String seal(Content content) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, secrets.get(0), salt).doFinal(written(content));
            byte[] token = Arrays.copyOf(salt, SALT + sealed.length);
            System.arraycopy(sealed, 0, token, SALT, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no AES-GCM or no HMAC-SHA256", e);
        }
    }

    /** What a token holds; empty for everything that was not sealed here, expired ones not among it. */
    Optional<Content> open(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return bytes.length < SALT + BLOCK + TAG_BITS / Byte.SIZE
                        || !Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(bytes)
                                .equals(token)
                ? Optional.empty()
                : secrets.stream()
                        .flatMap(secret -> open(secret, bytes).stream())
                        .findFirst();
    }

    private static Optional<Content> open(byte[] secret, byte[] token) {
        try {
            return Optional.of(read(cipher(Cipher.DECRYPT_MODE, secret, Arrays.copyOf(token, SALT))
                    .doFinal(token, SALT, token.length - SALT)));
        } catch (GeneralSecurityException | ProviderException | IOException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, byte[] secret, byte[] salt) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        mac.update(USE);
        mac.update(salt);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(mac.doFinal(), "AES"), new GCMParameterSpec(TAG_BITS, new byte[12]));
        cipher.updateAAD(USE);
        return cipher;
    }

    /** Filled up to whole blocks, so that a link's length tells little about an identifier's. */
    private static byte[] written(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(content.expires().getEpochSecond());
            out.writeUTF(content.subject().tenant());
            out.writeUTF(content.subject().kind());
            out.writeUTF(content.subject().id());
            out.writeUTF(content.purpose());
        } catch (IOException e) {
            throw new IllegalArgumentException("an identifier this long fits in no link");
        }
        int length = (bytes.size() + BLOCK - 1) / BLOCK * BLOCK;
        return Arrays.copyOf(bytes.toByteArray(), length);
    }

    private static Content read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Instant expires = Instant.ofEpochSecond(in.readLong());
            String tenant = in.readUTF();
            String kind = in.readUTF();
            String id = in.readUTF();
            return new Content(new DataSubject(id, kind, tenant), in.readUTF(), expires);
        }
    }
}
