package dev.sojourn.spring;

import dev.sojourn.Sojourn;

/**
 * Has the last word on how Sojourn is put together; beans of this type are called in their order, after the
 * auto-configuration has given the builder everything it knows.
 */
@FunctionalInterface
public interface SojournCustomizer {

    /**
     * Adds to the builder, or says something else.
     *
     * @param builder as configured so far
     */
    void customize(Sojourn.Builder builder);
}
