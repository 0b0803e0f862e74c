package dev.sojourn.policy;

/** What happens to data whose time is over (records management, ISO 15489). */
public enum Disposition {
    /** The row goes, with everything it owns. */
    DELETE,
    /** Personal fields are replaced; the row stays and still belongs to its subject. */
    REDACT,
    /** The row stays but no longer relates to any person (GDPR recital 26). */
    ANONYMISE,
    /** The row moves to a store with a rule and narrow purposes of its own. */
    ARCHIVE,
    /** The row is listed until a named actor approves its disposal. */
    REVIEW,
    /** The host does something of its own, by the name the rule gives; the row stays, marked as done. */
    BY_HOST;

    /**
     * Whether the row is there afterwards, and tells that what was to be done was done.
     *
     * @return true for REDACT, ANONYMISE and BY_HOST
     */
    public boolean keepsRow() {
        return this == REDACT || this == ANONYMISE || this == BY_HOST;
    }
}
