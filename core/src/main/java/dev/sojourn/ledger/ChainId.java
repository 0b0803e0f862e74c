package dev.sojourn.ledger;

import java.util.Comparator;
import java.util.Objects;

/**
 * Which chain an entry belongs to: one for each subject, one for each sweep run, one for the installation.
 *
 * <p>Chains are ordered by the name of their kind, then by their key: INSTALLATION, RUN, SUBJECT.
 *
 * @param kind which of the three
 * @param key the subject's random key, the run's id, or {@code installation}; never a host identifier
 */
public record ChainId(Kind kind, String key) implements Comparable<ChainId> {

    private static final Comparator<ChainId> ORDER =
            Comparator.comparing((ChainId chain) -> chain.kind().name()).thenComparing(ChainId::key);

    /** What a chain is about. */
    public enum Kind {
        /** One data subject, named by its random key. */
        SUBJECT,
        /** One sweep run. */
        RUN,
        /** Policy, settings, and what concerns no single subject. */
        INSTALLATION
    }

    /** The installation's own chain. */
    public static final ChainId INSTALLATION = new ChainId(Kind.INSTALLATION, "installation");

    /** Checks the parts. */
    public ChainId {
        Objects.requireNonNull(kind, "kind");
        if (Objects.requireNonNull(key, "key").isBlank()) {
            throw new IllegalArgumentException("a chain's key is blank");
        }
    }

    /**
     * A subject's chain.
     *
     * @param key the subject's random key
     * @return the chain
     */
    public static ChainId subject(String key) {
        return new ChainId(Kind.SUBJECT, key);
    }

    /**
     * A run's chain.
     *
     * @param run the run's id
     * @return the chain
     */
    public static ChainId run(String run) {
        return new ChainId(Kind.RUN, run);
    }

    @Override
    public int compareTo(ChainId other) {
        return ORDER.compare(this, other);
    }
}
