package dev.sojourn.register;

import dev.sojourn.policy.Source;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One attribute that holds personal data, with everything declared about it (GDPR 30(1)).
 *
 * @param entity the entity's name
 * @param attribute the attribute, by its path through embedded values
 * @param category what kind of data it is
 * @param source where it comes from; empty when nobody said
 * @param purposes ids of the purposes it is held for
 * @param rules ids of the rules that end it
 * @param through the association its rules are reached by, for example {@code account}; empty for rules of its own entity
 * @param marked whether somebody classified this very attribute
 */
public record PersonalField(
        String entity,
        String attribute,
        String category,
        Optional<Source> source,
        Set<String> purposes,
        List<String> rules,
        Optional<String> through,
        boolean marked) {

    /** Checks the parts and copies the collections. */
    public PersonalField {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(source, "source");
        purposes = Collections.unmodifiableSet(new LinkedHashSet<>(purposes));
        rules = List.copyOf(rules);
        Objects.requireNonNull(through, "through");
    }

    /**
     * The attribute with its entity.
     *
     * @return for example {@code Account.email}
     */
    public String element() {
        return entity + "." + attribute;
    }

    /** One line for a report. */
    @Override
    public String toString() {
        return element() + ": " + category
                + source.map(from -> ", " + from).orElse("")
                + ", for " + (purposes.isEmpty() ? "no purpose" : String.join(", ", purposes))
                + ", under " + (rules.isEmpty() ? "no rule" : String.join(", ", rules))
                + through.map(by -> " by " + by).orElse("");
    }
}
