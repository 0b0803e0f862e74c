package dev.sojourn.consent;

/** What can be proven of a consent that was recorded before Sojourn was there (GDPR 7(1)). */
public enum ConsentProof {
    /** Which text the person was shown, and when the person agreed. */
    TEXT_AND_TIME,
    /** When the person agreed; the text is lost. */
    TIME_ONLY,
    /** Nothing but somebody's word: denied until a named person answers for it. */
    NOTHING
}
