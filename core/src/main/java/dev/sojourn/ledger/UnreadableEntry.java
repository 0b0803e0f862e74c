package dev.sojourn.ledger;

/** What a store keeps at one place of a chain is no entry: its kind or its body is none that was ever written. */
public final class UnreadableEntry extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long number;

    /**
     * A row that is no entry.
     *
     * @param chain the chain
     * @param number the number under which it is kept
     * @param cause what could not be read
     */
    public UnreadableEntry(ChainId chain, long number, Throwable cause) {
        super(
                "entry " + number + " of the chain " + chain.kind() + " " + chain.key()
                        + " cannot be read: it was changed, or a later version of Sojourn wrote it",
                cause);
        this.number = number;
    }

    /**
     * Where it stands.
     *
     * @return the number under which it is kept
     */
    public long number() {
        return number;
    }
}
