package dev.sojourn.ledger;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Objects;

/**
 * Signs checkpoints with a key that is kept outside the database, so that who can write to the database alone cannot make
 * a checkpoint that passes for ours.
 *
 * <p>Thread-safe. The key may live in a hardware module: it is used through the JDK only.
 */
public final class CheckpointSigner {

    static final String ALGORITHM = "Ed25519";

    private final PrivateKey key;

    private CheckpointSigner(PrivateKey key) {
        this.key = key;
    }

    /**
     * A signer.
     *
     * @param key an Ed25519 private key, for example from {@code KeyPairGenerator.getInstance("Ed25519")}
     * @return the signer
     * @throws IllegalArgumentException when the key is no Ed25519 key
     */
    public static CheckpointSigner of(PrivateKey key) {
        CheckpointSigner signer = new CheckpointSigner(Objects.requireNonNull(key, "key"));
        signer.sign(new byte[0]);
        return signer;
    }

    byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the key cannot sign checkpoints: give an " + ALGORITHM + " private key", e);
        }
    }
}
