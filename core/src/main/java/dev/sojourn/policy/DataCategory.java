package dev.sojourn.policy;

import java.util.Objects;
import java.util.Optional;

/**
 * A kind of personal data, in which role the installation holds it, and where it comes from.
 *
 * <p>A category a rule governs need not be declared; undeclared, it is held as controller and its source is not stated.
 *
 * @param id the category's name; not blank
 * @param role controller or processor
 * @param source where its data comes from; empty where each attribute says it for itself
 */
public record DataCategory(String id, Role role, Optional<Source> source) {

    /** Checks the parts. */
    public DataCategory {
        Words.named("category", id);
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(source, "source");
    }

    /**
     * A category held as controller.
     *
     * @param id the category's name; not blank
     * @return the category
     */
    public static DataCategory of(String id) {
        return new DataCategory(id, Role.CONTROLLER, Optional.empty());
    }

    /**
     * The same category held in another role.
     *
     * @param role controller or processor
     * @return the category
     */
    public DataCategory heldAs(Role role) {
        return new DataCategory(id, role, source);
    }

    /**
     * The same category with its source.
     *
     * @param source where its data comes from
     * @return the category
     */
    public DataCategory from(Source source) {
        return new DataCategory(id, role, Optional.of(source));
    }
}
