package dev.sojourn.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Gives what Hibernate Envers remembers of an entity's rows rules of its own: past states no longer go with their row, but
 * when a period counted from their revision is over, be the row there or not.
 *
 * <pre>{@code
 * JpaStores.of(work).pastStates(PastStates.of(Account.class)
 *         .retained("audit-log")
 *         .clearing("name", "email"));
 * }</pre>
 *
 * <p>Immutable; each method returns a new declaration. It is checked when Sojourn starts: the entity is audited, has its
 * people and its tenant in its own columns, and no audited collections.
 */
public final class PastStates {

    private final Class<?> entity;
    private final List<String> rules;
    private final List<String> cleared;

    private PastStates(Class<?> entity, List<String> rules, List<String> cleared) {
        this.entity = entity;
        this.rules = List.copyOf(rules);
        this.cleared = List.copyOf(cleared);
    }

    /**
     * Begins a declaration.
     *
     * @param entity the audited entity's class
     * @return the declaration, which names no rule yet
     */
    public static PastStates of(Class<?> entity) {
        return new PastStates(Objects.requireNonNull(entity, "entity"), List.of(), List.of());
    }

    /**
     * Puts the past states under a rule whose period starts with their revision.
     *
     * @param rule the rule's id
     * @return the declaration
     */
    public PastStates retained(String rule) {
        List<String> more = new ArrayList<>(rules);
        more.add(Objects.requireNonNull(rule, "rule"));
        return new PastStates(entity, more, cleared);
    }

    /**
     * Takes attributes out of a row's past states when the row itself goes, swept or erased, in the same transaction. What is
     * left is known by the row's id alone: a pseudonym.
     *
     * @param attributes the attributes, by their paths
     * @return the declaration
     */
    public PastStates clearing(String... attributes) {
        List<String> more = new ArrayList<>(cleared);
        more.addAll(List.of(attributes));
        return new PastStates(entity, rules, more);
    }

    Class<?> entity() {
        return entity;
    }

    List<String> rules() {
        return rules;
    }

    List<String> cleared() {
        return cleared;
    }

    /** The entity and its rules. */
    @Override
    public String toString() {
        return "PastStates[" + entity.getSimpleName() + " under " + rules + "]";
    }
}
