package dev.sojourn.retention;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The port that remembers how much earlier runs took, and which rules were confirmed; every call joins the caller's unit of work. */
public interface SweepHistory {

    /**
     * Adds what a run did. Counts of one run for the same rows add up.
     *
     * @param counts what it did
     */
    void add(List<SweepCount> counts);

    /**
     * How much the largest of the last runs took, of those that took anything.
     *
     * @param entity the entity's name
     * @param rule the rule's id
     * @param runs how many runs to look back on
     * @return by tenant; tenants of which none took anything are left out
     */
    Map<String, Long> largest(String entity, String rule, int runs);

    /**
     * Forgets what all but the last runs took, of those that took anything; who was confirmed is kept.
     *
     * @param entity the entity's name
     * @param rule the rule's id
     * @param runs how many runs to keep; at least 1
     */
    void forget(String entity, String rule, int runs);

    /**
     * When rules were first confirmed.
     *
     * @return by the rule's id; rules never confirmed are left out
     */
    Map<String, Instant> confirmed();
}
