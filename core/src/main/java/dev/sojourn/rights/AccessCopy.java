package dev.sojourn.rights;

import dev.sojourn.consent.SubjectAct;
import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A copy of the personal data held about one person (GDPR 15(3)).
 *
 * <p>Plain values, for the host's own writer of JSON or PDF. Holds are not part of it.
 *
 * @param subject whose data
 * @param at when the copy was made, UTC
 * @param rows by entity in the order of the stores: one map a row, attribute to plain value, which may be null
 * @param acts every consent, objection and restriction, the oldest first
 */
public record AccessCopy(
        DataSubject subject, Instant at, Map<String, List<Map<String, Object>>> rows, List<SubjectAct> acts) {

    /** Checks the parts and copies the collections. */
    public AccessCopy {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(at, "at");
        Map<String, List<Map<String, Object>>> copied = new LinkedHashMap<>();
        rows.forEach((entity, found) -> {
            List<Map<String, Object>> lines = new ArrayList<>();
            found.forEach(row -> lines.add(Collections.unmodifiableMap(new LinkedHashMap<>(row))));
            copied.put(entity, Collections.unmodifiableList(lines));
        });
        rows = Collections.unmodifiableMap(copied);
        acts = List.copyOf(acts);
    }

    /** Shows how much there is of what, never the data. */
    @Override
    public String toString() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        rows.forEach((entity, found) -> counts.put(entity, found.size()));
        return "AccessCopy[" + counts + ", " + acts.size() + " acts]";
    }
}
