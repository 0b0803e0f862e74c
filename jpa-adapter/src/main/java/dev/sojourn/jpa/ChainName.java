package dev.sojourn.jpa;

import dev.sojourn.ledger.ChainId;

/**
 * A chain as the tables name it: kind, colon, key. A name that was never given, which only somebody who changes the tables
 * can write, is a chain of the installation with the name between apostrophes as its key, so that it can be reported.
 */
final class ChainName {

    /** What stands before a subject's key. */
    static final String SUBJECT_PREFIX = prefix(ChainId.Kind.SUBJECT);

    private static final String INSTALLATION = plain(ChainId.INSTALLATION);

    private ChainName() {}

    static String of(ChainId chain) {
        boolean never = chain.kind() == ChainId.Kind.INSTALLATION && !chain.equals(ChainId.INSTALLATION);
        return never ? chain.key().substring(1, chain.key().length() - 1) : plain(chain);
    }

    static ChainId read(String name) {
        if (name.equals(INSTALLATION)) {
            return ChainId.INSTALLATION;
        }
        for (ChainId.Kind kind : new ChainId.Kind[] {ChainId.Kind.SUBJECT, ChainId.Kind.RUN}) {
            String prefix = prefix(kind);
            if (name.startsWith(prefix) && !name.substring(prefix.length()).isBlank()) {
                return new ChainId(kind, name.substring(prefix.length()));
            }
        }
        return new ChainId(ChainId.Kind.INSTALLATION, "'" + name + "'");
    }

    static String prefix(ChainId.Kind kind) {
        return kind.name() + ":";
    }

    private static String plain(ChainId chain) {
        return prefix(chain.kind()) + chain.key();
    }
}
