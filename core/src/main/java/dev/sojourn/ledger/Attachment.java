package dev.sojourn.ledger;

import java.util.Objects;

/**
 * A text that stands beside its entry, so that it can be removed without breaking the chain: an actor's name, a reason.
 * The entry holds the salted digest under {@code <name>.salted}.
 *
 * @param chain the entry's chain
 * @param number the entry's number
 * @param name which fact it is, for example {@code actor}
 * @param salt 128 random bits, as lower-case hexadecimal
 * @param text the text
 */
public record Attachment(ChainId chain, long number, String name, String salt, String text) {

    /** How the name of a fact ends that holds a salted digest; the ledger's own. */
    static final String SUFFIX = ".salted";

    /** Checks the parts. */
    public Attachment {
        Objects.requireNonNull(chain, "chain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(salt, "salt");
        Objects.requireNonNull(text, "text");
    }

    /** Shows the place only: the text may be personal. */
    @Override
    public String toString() {
        return "Attachment[" + chain + ", " + number + ", " + name + "]";
    }
}
