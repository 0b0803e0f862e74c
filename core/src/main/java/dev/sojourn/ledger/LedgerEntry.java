package dev.sojourn.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of the ledger; the hash covers every other part and the hash before (GDPR 5(2), 7(1)).
 *
 * @param chain the chain it belongs to
 * @param number its place in the chain, from 1 without gaps
 * @param kind what it records
 * @param at when it was recorded, UTC, cut to microseconds
 * @param body named facts; no host identifier of a person, no free text: those are attached by digest
 * @param previous the hash of the entry before, as lower-case hexadecimal; 64 zeros for the first
 * @param hash SHA-256 over the canonical encoding of all the above, as lower-case hexadecimal
 */
public record LedgerEntry(
        ChainId chain,
        long number,
        EntryKind kind,
        Instant at,
        SortedMap<String, String> body,
        String previous,
        String hash) {

    /** Checks the parts and copies the body. */
    public LedgerEntry {
        Objects.requireNonNull(chain, "chain");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        body = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) body));
        Objects.requireNonNull(previous, "previous");
        Objects.requireNonNull(hash, "hash");
    }

    /** The number a fact holds; 0 when there is no such fact or it is no number. */
    long numberIn(String fact) {
        String text = body.getOrDefault(fact, "");
        return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
