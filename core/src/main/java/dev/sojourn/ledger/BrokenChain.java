package dev.sojourn.ledger;

/**
 * A chain does not end as its head says: somebody changed the ledger's tables. Nothing can be added to it until it has
 * been looked into; {@link LedgerVerifier} tells what is wrong.
 */
public final class BrokenChain extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ChainId.Kind kind;
    private final String key;

    /**
     * A chain that was tampered with.
     *
     * @param chain the chain
     * @param number the number its head names
     */
    public BrokenChain(ChainId chain, long number) {
        super("an entry was refused: the chain " + chain.kind() + " " + chain.key() + " does not end with entry "
                + number + " as its head says; verify the ledger, and restore what was changed");
        this.kind = chain.kind();
        this.key = chain.key();
    }

    /**
     * Which chain.
     *
     * @return the chain
     */
    public ChainId chain() {
        return new ChainId(kind, key);
    }
}
