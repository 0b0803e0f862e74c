package dev.sojourn.consent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Keys by which a caller tells the same request from another; kept by digest, since they may name a person. */
final class RequestKeys {

    private RequestKeys() {}

    static String digest(String... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
                sha256.update((utf8.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha256.update(utf8);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    /** The act that a request recorded before. */
    static Optional<SubjectAct> find(List<SubjectAct> acts, String digest) {
        return acts.stream()
                .filter(act -> digest.equals(act.particulars().get(Particular.REQUEST)))
                .findFirst();
    }
}
