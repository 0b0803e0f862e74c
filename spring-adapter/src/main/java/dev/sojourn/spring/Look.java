package dev.sojourn.spring;

import dev.sojourn.PastSweep;
import dev.sojourn.retention.KeepReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What was seen at one moment; numbers and names of the policy alone, nothing of a person or tenant.
 *
 * @param at when
 * @param due what is due, one for each entity and rule
 * @param overdueSince since when the oldest of it has been due
 * @param neverMatched rules that have made nothing due so far, here or in any sweep
 * @param holds how many active holds are past their review date
 * @param lastSuccess the last sweep that came to its end
 */
record Look(
        Instant at,
        List<Due> due,
        Optional<Instant> overdueSince,
        SortedSet<String> neverMatched,
        int holds,
        Optional<PastSweep> lastSuccess) {

    /** What one rule makes due of one entity, and what it keeps although a rule made it due. */
    record Due(String entity, String rule, long rows, Map<KeepReason, Long> kept) {}

    long rows() {
        return due.stream().mapToLong(Due::rows).sum();
    }
}
