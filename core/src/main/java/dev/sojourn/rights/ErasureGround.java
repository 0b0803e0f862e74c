package dev.sojourn.rights;

/** Why a person's data is erased; the ground sets how far the erasure reaches (GDPR 17(1)). */
public enum ErasureGround {
    /** The data is no longer needed for what it was collected for: GDPR 17(1)(a). */
    NO_LONGER_NECESSARY("17(1)(a)"),
    /**
     * The person withdrew consent: GDPR 17(1)(b). Reaches only data all of whose purposes have ended for the person;
     * what a contract or a law still needs is out of its reach.
     */
    CONSENT_WITHDRAWN("17(1)(b)"),
    /** The person objected and no overriding ground stands: GDPR 17(1)(c). */
    OBJECTED("17(1)(c)"),
    /** The data was processed unlawfully: GDPR 17(1)(d). */
    UNLAWFULLY_PROCESSED("17(1)(d)"),
    /** A law demands the erasure: GDPR 17(1)(e). */
    LEGAL_OBLIGATION("17(1)(e)"),
    /** The data was collected from a child for an information society service: GDPR 17(1)(f). */
    COLLECTED_FROM_CHILD("17(1)(f)"),
    /** The account was closed, so that its data is no longer needed: GDPR 17(1)(a). */
    ACCOUNT_CLOSED("17(1)(a)"),
    /** The person turned out to be a child below the age the service is for: GDPR 17(1)(d), 8(1). */
    CHILD_FOUND("17(1)(d)");

    private final String article;

    ErasureGround(String article) {
        this.article = article;
    }

    /**
     * The letter of Article 17(1) GDPR.
     *
     * @return for example {@code 17(1)(b)}
     */
    public String article() {
        return article;
    }

    /**
     * Whether the erasure reaches everything that nothing keeps.
     *
     * @return false for CONSENT_WITHDRAWN, which reaches only what the ended consents served
     */
    public boolean reachesEverything() {
        return this != CONSENT_WITHDRAWN;
    }
}
