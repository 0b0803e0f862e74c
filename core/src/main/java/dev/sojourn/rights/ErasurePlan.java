package dev.sojourn.rights;

import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an erasure would do, as things stood when it was planned (GDPR 17).
 *
 * @param id the erasure's id, a UUID; its entries in the ledger carry it
 * @param subject whose data
 * @param ground why
 * @param at when it was planned, UTC
 * @param erasing rows that would go, by entity; what they own goes with them
 * @param kept rows that would stay, and why; a row that stays only for a reference may go once the referring row has
 * @param lifting ids of the subject's restrictions that would be lifted
 * @param unanswered entities that could not be asked
 */
public record ErasurePlan(
        String id,
        DataSubject subject,
        ErasureGround ground,
        Instant at,
        Map<String, Long> erasing,
        List<KeptRows> kept,
        List<String> lifting,
        List<Unanswered> unanswered) {

    /** Checks the parts and copies the collections. */
    public ErasurePlan {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(ground, "ground");
        Objects.requireNonNull(at, "at");
        erasing = Collections.unmodifiableMap(new LinkedHashMap<>(erasing));
        kept = List.copyOf(kept);
        lifting = List.copyOf(lifting);
        unanswered = List.copyOf(unanswered);
    }
}
