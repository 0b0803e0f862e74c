package dev.sojourn.policy;

/** The six grounds on which processing personal data is lawful (GDPR Article 6(1)). */
public enum LegalBasis {
    /** The data subject agreed to this purpose: GDPR 6(1)(a). */
    CONSENT("6(1)(a)"),
    /** Needed for a contract with the data subject, or steps before it: GDPR 6(1)(b). */
    CONTRACT("6(1)(b)"),
    /** Needed to comply with a law the controller is under: GDPR 6(1)(c). */
    LEGAL_OBLIGATION("6(1)(c)"),
    /** Needed to protect somebody's life: GDPR 6(1)(d). */
    VITAL_INTERESTS("6(1)(d)"),
    /** Needed for a task in the public interest or official authority: GDPR 6(1)(e). */
    PUBLIC_TASK("6(1)(e)"),
    /** Needed for interests of the controller or a third party that the subject's rights do not override: GDPR 6(1)(f). */
    LEGITIMATE_INTERESTS("6(1)(f)");

    private final String article;

    LegalBasis(String article) {
        this.article = article;
    }

    /**
     * The letter of Article 6(1) GDPR.
     *
     * @return for example {@code 6(1)(a)}
     */
    public String article() {
        return article;
    }
}
