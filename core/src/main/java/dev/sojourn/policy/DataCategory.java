package dev.sojourn.policy;

import java.util.Objects;

/**
 * A kind of personal data, and in which role the installation holds it.
 *
 * <p>A category a rule governs need not be declared; undeclared, it is held as controller.
 *
 * @param id the category's name; not blank
 * @param role controller or processor
 */
public record DataCategory(String id, Role role) {

    /** Checks the parts. */
    public DataCategory {
        Words.named("category", id);
        Objects.requireNonNull(role, "role");
    }

    /**
     * A category held as controller.
     *
     * @param id the category's name; not blank
     * @return the category
     */
    public static DataCategory of(String id) {
        return new DataCategory(id, Role.CONTROLLER);
    }

    /**
     * The same category held in another role.
     *
     * @param role controller or processor
     * @return the category
     */
    public DataCategory heldAs(Role role) {
        return new DataCategory(id, role);
    }
}
