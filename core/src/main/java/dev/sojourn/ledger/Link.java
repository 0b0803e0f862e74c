package dev.sojourn.ledger;

import java.time.Instant;
import java.util.SortedMap;

/** An entry as verification sees it: its kind is a text, since a later version may have written kinds not known here. */
record Link(
        ChainId chain,
        long number,
        String kind,
        Instant at,
        SortedMap<String, String> body,
        String previous,
        String hash) {

    static Link of(LedgerEntry entry) {
        return new Link(
                entry.chain(),
                entry.number(),
                entry.kind().name(),
                entry.at(),
                entry.body(),
                entry.previous(),
                entry.hash());
    }

    boolean isWhole() {
        return at.equals(CanonicalForm.cut(at)) && isWholeAs(number, previous);
    }

    boolean isWholeAs(long anotherNumber, String anotherPrevious) {
        try {
            return hash.equals(CanonicalForm.hash(chain, anotherNumber, kind, at, body, anotherPrevious));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
