package dev.sojourn.policy;

/**
 * How clearly a consent was expressed; a higher level satisfies a lower one, never the reverse (GDPR 4(11), 9(2)(a)).
 */
public enum ConsentLevel {
    /** Inferred from behaviour: never enough for a purpose of Sojourn's. */
    IMPLIED,
    /** A clear affirmative act: the level every purpose needs unless it asks for more. */
    EXPRESSED,
    /** An express statement, as special categories and some transfers need. */
    EXPLICIT;

    /**
     * Whether a consent of this level is enough where another is needed.
     *
     * @param needed what the purpose asks for
     * @return true when this level is the same or higher
     */
    public boolean satisfies(ConsentLevel needed) {
        return compareTo(needed) >= 0;
    }
}
