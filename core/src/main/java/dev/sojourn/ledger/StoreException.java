package dev.sojourn.ledger;

/**
 * A store could not do what it was asked; the only exception adapters throw for failures outside Sojourn. The message
 * names tables and entities, never a person.
 */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean worthRetrying;

    /**
     * A failure.
     *
     * @param message what could not be done
     * @param cause what the store said
     * @param worthRetrying true for deadlocks, serialisation failures (SQLSTATE 40001) and lock time-outs, after which
     *     the same work may succeed in a new unit
     */
    public StoreException(String message, Throwable cause, boolean worthRetrying) {
        super(message, cause);
        this.worthRetrying = worthRetrying;
    }

    /**
     * Whether the same work may succeed in a new unit.
     *
     * @return true for lost races
     */
    public boolean isWorthRetrying() {
        return worthRetrying;
    }
}
