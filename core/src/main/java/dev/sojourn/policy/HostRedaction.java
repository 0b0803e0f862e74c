package dev.sojourn.policy;

import org.jspecify.annotations.Nullable;

/**
 * A host's own way to redact an attribute (GDPR 5(1)(c)). No query can tell whether a value went through it, so the
 * attribute needs a marker beside it that says so.
 *
 * <p>Called within the unit of work that writes the value, by any number of threads at once.
 */
public interface HostRedaction {

    /**
     * What stands in the attribute from then on.
     *
     * @param value the personal value, never null
     * @return its replacement; null to leave none
     */
    @Nullable
    Object replace(Object value);

    /**
     * Whether somebody who has more information, a key for example, could find the person again: such a value is a
     * pseudonym (GDPR 4(5)), and no row that holds one is called anonymised.
     *
     * @return true for hashes, keyed digests, encryption and tokens
     */
    boolean isTraceable();
}
