package dev.sojourn.ledger;

import dev.sojourn.policy.Notice;
import java.util.List;
import java.util.Optional;

/**
 * The port that keeps every policy version that was ever in force, whole, and the exact text of every notice it showed
 * (GDPR 5(2), 7(1)); every call joins the caller's unit of work. Nothing in it concerns a person.
 */
public interface PolicyArchive {

    /**
     * A policy version as it was declared.
     *
     * @param digest SHA-256 of the text, as lower-case hexadecimal
     * @param policy the policy's title
     * @param version the version's name
     * @param text everything declared, in the fixed form the digest is taken of
     */
    record PolicyText(String digest, String policy, String version, String text) {}

    /**
     * Keeps a policy version and its notices; what is kept already stays as it is.
     *
     * @param policy the version
     * @param notices every version and language of its notices
     */
    void keep(PolicyText policy, List<Notice> notices);

    /**
     * A policy version that was in force.
     *
     * @param digest the digest that the ledger names
     * @return empty when none with this digest is kept
     */
    Optional<PolicyText> policy(String digest);

    /**
     * The exact text of a notice that was shown.
     *
     * @param digest the digest that a consent names
     * @return empty when none with this digest is kept
     */
    Optional<String> notice(String digest);
}
