package dev.sojourn.testkit;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.DataSubject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one host after another, kept by the stores under test, for {@link PreviewModelsContract}: items with a moment
 * {@code at} and a day {@code day}, of a tenant and about somebody, and papers that items own.
 */
public interface PreviewFixture {

    /**
     * Begins another history: there is no row, and nothing is recorded of anybody.
     *
     * @param model the name of one of twelve models, so that each may be mapped in another way
     * @param bindings the rules of the items, each with the attribute it starts from, {@code at} or {@code day}; empty for
     *     none. In the model {@code OWNING} papers are under the rule {@code paper} from {@code issued}
     */
    void begin(String model, Map<String, String> bindings);

    /**
     * Hands over the stores under test, and the rows where they are no part of them.
     *
     * @param builder of a Sojourn
     * @return the same
     */
    Sojourn.Builder over(Sojourn.Builder builder);

    /**
     * Puts an item.
     *
     * @param number what tells it from the others
     * @param subject whom it is about, of kind {@code ""}, and its tenant
     * @param at a moment; null for none
     * @param day a day; null for none
     */
    void item(long number, DataSubject subject, @Nullable Instant at, @Nullable LocalDate day);

    /**
     * Puts a paper.
     *
     * @param number what tells it from the others
     * @param item the number of the item that owns it
     * @param issued the day it was issued; null for none
     */
    void paper(long number, long item, @Nullable LocalDate issued);

    /**
     * The items that are there, looked for past the stores under test.
     *
     * @return their numbers
     */
    Set<Long> items();
}
