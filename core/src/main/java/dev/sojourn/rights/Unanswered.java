package dev.sojourn.rights;

import java.util.Objects;

/**
 * A kind of data of which an erasure cannot say that it is done.
 *
 * @param entity the entity
 * @param problem what went wrong, without any person's data
 */
public record Unanswered(String entity, String problem) {

    /** Checks the parts. */
    public Unanswered {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(problem, "problem");
    }

    /** One line for a reader. */
    @Override
    public String toString() {
        return entity + ": " + problem;
    }
}
