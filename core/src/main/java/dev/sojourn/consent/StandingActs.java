package dev.sojourn.consent;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The acts of one subject that stand, and as of which entry of the subject's chain.
 *
 * @param key the subject's random key; empty when nothing was ever recorded of the subject
 * @param number the number of the last entry of the subject's chain; 0 when it has none
 * @param acts in no particular order
 * @param keepable whether this may be remembered beyond the caller's unit; false when that unit stands above READ
 *     COMMITTED and had to be read past
 */
public record StandingActs(Optional<String> key, long number, List<SubjectAct> acts, boolean keepable) {

    /** Checks the parts and copies the list. */
    public StandingActs {
        Objects.requireNonNull(key, "key");
        acts = List.copyOf(acts);
    }
}
