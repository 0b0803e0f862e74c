package dev.sojourn.retention;

import java.util.Objects;

/**
 * Names one row of the host's data; opaque to the core. {@link #toString()} withholds the id, which may name a person.
 *
 * @param entity the entity's name
 * @param id the store's own key value
 */
public record RowKey(String entity, Object id) {

    /** Checks the parts. */
    public RowKey {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(id, "id");
    }

    @Override
    public String toString() {
        return entity + "[id withheld]";
    }
}
