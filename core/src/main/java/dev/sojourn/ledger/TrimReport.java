package dev.sojourn.ledger;

import java.time.Instant;
import java.util.List;

/**
 * What the ledger's own retention dropped, and what it had to keep.
 *
 * @param before entries recorded before this instant were past their period, UTC
 * @param dropped how many entries were dropped
 * @param chains of how many chains
 * @param inForce how many chains keep old entries, because one of them still binds
 * @param broken chains of which nothing was dropped, because they do not verify; each with what is wrong
 */
public record TrimReport(Instant before, long dropped, long chains, long inForce, List<Breach> broken) {

    /** Copies the list. */
    public TrimReport {
        broken = List.copyOf(broken);
    }
}
