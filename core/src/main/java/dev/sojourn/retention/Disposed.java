package dev.sojourn.retention;

import dev.sojourn.policy.Disposition;
import java.time.Instant;
import java.util.Objects;

/**
 * A row that is gone, or no longer what it was, and that one copy has not acknowledged yet. {@link #toString()} withholds
 * the key, which may name a person.
 *
 * @param number tells it apart; 0 before it is stored
 * @param copy the copy's name
 * @param entity the entity's name
 * @param key the text by which the copy knows the row
 * @param disposition what became of the row
 * @param at when, UTC
 */
public record Disposed(long number, String copy, String entity, String key, Disposition disposition, Instant at) {

    /** Checks the parts. */
    public Disposed {
        Objects.requireNonNull(copy, "copy");
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(disposition, "disposition");
        Objects.requireNonNull(at, "at");
    }

    @Override
    public String toString() {
        return disposition + " of " + entity + "[key withheld] at " + at + " for copy '" + copy + "'";
    }
}
