package dev.sojourn.consent;

import dev.sojourn.ledger.UnitOfWork;
import dev.sojourn.policy.DataSubject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Who said no before being erased, found by whoever brings the identifier and by nobody else (GDPR 17, 21(3)).
 *
 * <p>The digest is HMAC-SHA-256 over tenant, kind and id, each before its length in UTF-8 bytes, under a key that is kept
 * outside the database: it is pseudonymous, not anonymous, since who has the key can try identifiers. Without a key there
 * are no suppressions. Thread-safe.
 */
public final class Suppressions {

    private static final String ALGORITHM = "HmacSHA256";

    private final Optional<SecretKey> key;
    private final SuppressionStore store;
    private final UnitOfWork work;

    /**
     * Suppressions under a key.
     *
     * @param key of at least 16 bytes, never in the database; empty to offer none
     * @param store keeps them
     * @param work the host's transaction
     */
    public Suppressions(Optional<SecretKey> key, SuppressionStore store, UnitOfWork work) {
        this.key = key;
        this.store = store;
        this.work = work;
    }

    /**
     * The keyed digest of a subject's identifier.
     *
     * @param subject the subject
     * @return 64 hexadecimal characters; empty without a key
     */
    public Optional<String> digest(DataSubject subject) {
        return key.map(secret -> digest(secret, subject));
    }

    /**
     * Whether there are any to be looked for.
     *
     * @return true with a key
     */
    public boolean areKept() {
        return key.isPresent();
    }

    /**
     * A text that tells one key from another and says nothing of either.
     *
     * @return 64 hexadecimal characters; empty without a key
     */
    public Optional<String> check() {
        return key.map(secret -> {
            Mac mac = mac(secret);
            add(mac, "Sojourn suppression key");
            return HexFormat.of().formatHex(mac.doFinal());
        });
    }

    /**
     * What outlived the erasure of a subject.
     *
     * @param subject the subject
     * @return its noes and the mark of its erasure; empty when it never was erased, and without a key
     */
    public List<Suppression> of(DataSubject subject) {
        return digest(subject)
                .map(digest -> work.run(() -> store.among(List.of(digest))))
                .orElse(List.of());
    }

    /**
     * What outlived the erasure of some subjects.
     *
     * @param subjects at most 1,000
     * @return by subject; subjects of whom nothing is kept are left out
     */
    public Map<DataSubject, List<Suppression>> among(Collection<DataSubject> subjects) {
        if (key.isEmpty() || subjects.isEmpty()) {
            return Map.of();
        }
        Map<String, DataSubject> byDigest = new HashMap<>();
        subjects.forEach(subject -> byDigest.put(digest(subject).orElseThrow(), subject));
        return work.run(() -> store.among(byDigest.keySet())).stream()
                .collect(Collectors.groupingBy(
                        kept -> byDigest.get(kept.digest()), LinkedHashMap::new, Collectors.toList()));
    }

    /**
     * Keeps the noes among the acts that stand, and the mark of the erasure; what a later yes reopened is forgotten.
     * Joins the caller's unit.
     *
     * @param subject who is erased
     * @param standing the acts that stand
     * @param at when, UTC
     * @return the digest they are kept under
     * @throws IllegalStateException without a key
     */
    public String keep(DataSubject subject, Collection<SubjectAct> standing, Instant at) {
        String digest = digest(subject)
                .orElseThrow(() -> new IllegalStateException(
                        "no key was given for digests: call suppressionKey(…) where the front door is built"));
        store.among(List.of(digest)).stream()
                .filter(no -> isReopened(no, standing))
                .forEach(no -> store.remove(digest, no.purpose(), no.scope()));
        noes(digest, standing).forEach(store::put);
        store.put(Suppression.erasure(digest, at));
        return digest;
    }

    /** Keeps a no of somebody erased since, unless a later one is kept; joins the caller's unit. */
    void keepNo(SubjectAct act) {
        digest(act.subject())
                .ifPresent(digest -> noes(digest, List.of(act)).forEach(no -> {
                    boolean known = store.among(List.of(digest)).stream()
                            .anyMatch(kept -> kept.purpose().equals(no.purpose())
                                    && kept.scope().equals(no.scope())
                                    && !kept.since().isBefore(no.since()));
                    if (!known) {
                        store.put(no);
                    }
                }));
    }

    /**
     * Forgets that an identifier was erased, since something was recorded of the person again; the noes stay. Joins the
     * caller's unit.
     *
     * @param subject who came back
     */
    public void returned(DataSubject subject) {
        digest(subject).ifPresent(this::forgetErasure);
    }

    /**
     * Forgets that an identifier was erased; the noes stay. Joins the caller's unit.
     *
     * @param digest the digest
     */
    public void forgetErasure(String digest) {
        store.remove(digest, "", "");
    }

    /** The noes of a person, as they outlive the erasure; a revocation is somebody else's, a restriction ends with the data. */
    static List<Suppression> noes(String digest, Collection<SubjectAct> standing) {
        Map<String, Suppression> noes = new LinkedHashMap<>();
        standing.stream().filter(Suppressions::isOwnNo).sorted(SubjectAct.ORDER).forEach(act -> {
            Suppression before = noes.get(act.purpose() + '\n' + act.scope());
            boolean marketing = act.isToDirectMarketing() || before != null && before.directMarketing();
            noes.put(
                    act.purpose() + '\n' + act.scope(),
                    new Suppression(digest, act.purpose(), act.scope(), marketing, act.standsFrom()));
        });
        return List.copyOf(noes.values());
    }

    /** A no of before an earlier erasure counts no more once the person consented again. */
    static boolean isReopened(Suppression no, Collection<SubjectAct> standing) {
        return standing.stream()
                .anyMatch(act -> act.kind() == ActKind.GIVEN
                        && !act.isLinked()
                        && act.purpose().equals(no.purpose())
                        && act.scope().equals(no.scope())
                        && act.effectiveAt().isAfter(no.since()));
    }

    private static boolean isOwnNo(SubjectAct act) {
        return switch (act.kind()) {
            case REFUSED, WITHDRAWN, OPTED_OUT, OBJECTED, UPHELD -> true;
            case GIVEN, REVOKED, OVERRULED, LIFTED, RESTRICTED -> false;
        };
    }

    private static String digest(SecretKey secret, DataSubject subject) {
        Mac mac = mac(secret);
        add(mac, subject.tenant());
        add(mac, subject.kind());
        add(mac, subject.id());
        return HexFormat.of().formatHex(mac.doFinal());
    }

    private static void add(Mac mac, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(utf8.length).array());
        mac.update(utf8);
    }

    private static Mac mac(SecretKey secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the suppression key cannot be used for " + ALGORITHM, e);
        }
    }
}
