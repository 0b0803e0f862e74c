package dev.sojourn.rights;

import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an erasure did, and what stayed and why (GDPR 12(3), 17).
 *
 * @param id the erasure's id; its entries in the ledger carry it
 * @param subject whose data
 * @param ground why
 * @param at the instant judged by, UTC
 * @param erased rows gone, by table or entity, as the stores counted them; empty when nothing was there to erase
 * @param kept rows that stay, and why
 * @param lifted ids of the subject's restrictions that were lifted
 * @param identity what became of the person's identifier in Sojourn's own tables
 * @param unanswered entities that did not answer, or not for every row
 */
public record ErasureReport(
        String id,
        DataSubject subject,
        ErasureGround ground,
        Instant at,
        Map<String, Long> erased,
        List<KeptRows> kept,
        List<String> lifted,
        Identity identity,
        List<Unanswered> unanswered) {

    /** Checks the parts and copies the collections. */
    public ErasureReport {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(ground, "ground");
        Objects.requireNonNull(at, "at");
        erased = Collections.unmodifiableMap(new LinkedHashMap<>(erased));
        kept = List.copyOf(kept);
        lifted = List.copyOf(lifted);
        Objects.requireNonNull(identity, "identity");
        unanswered = List.copyOf(unanswered);
    }

    /**
     * Whether every store answered for every row: all that the ground reaches is gone, or is kept for a reason listed.
     *
     * @return false while one has not; the erasure is to be run again then
     */
    public boolean isCompleted() {
        return unanswered.isEmpty();
    }
}
