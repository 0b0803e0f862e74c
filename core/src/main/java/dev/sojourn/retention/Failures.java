package dev.sojourn.retention;

import dev.sojourn.ledger.StoreException;

/** What may be said of a failure: a store's own exception names tables and entities, any other may quote a person. */
final class Failures {

    private Failures() {}

    static String inWords(RuntimeException failure) {
        return failure instanceof StoreException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName();
    }
}
