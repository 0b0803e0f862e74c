package dev.sojourn.consent;

/** What a person can say to a purpose on a form (GDPR 4(11), 7(3)). */
public enum Answer {
    /** Yes. */
    GIVE,
    /** No, being asked. */
    REFUSE,
    /** No longer, having said yes before. */
    WITHDRAW,
    /** No, where it started without asking. */
    OPT_OUT
}
