package dev.sojourn.retention;

/** Why a row stays; the closed set that explanations, plans and reports draw from. */
public enum KeepReason {
    /** A hold covers it. */
    HELD,
    /** Its subject's data is restricted (GDPR 18). */
    RESTRICTED,
    /** A floor has not passed, or has not even started: the law wants it kept (GDPR 17(3)(b)). */
    FLOOR,
    /** Its period is over, but a condition of the host's defers disposal. */
    SUSPENDED,
    /** A row it owns is held, restricted or under a floor. */
    CHILD_KEPT,
    /** Its period is not over. */
    RUNNING,
    /** Its period is over, and nobody has approved yet that it goes. */
    AWAITING_REVIEW,
    /** The event that starts its period has not come. */
    NOT_STARTED,
    /** Everything its rules have in store for it so far was done before: it was redacted or anonymised. */
    DONE,
    /** No rule gives it an end: no period was chosen, or the one chosen is out of bounds. */
    UNRESOLVED,
    /** It was due when the plan was made, and was not, or was gone, when the run came to it. */
    CHANGED,
    /** Another transaction had it locked; the next run meets it again. */
    BUSY,
    /** The run stopped before it came to the row; going on with the run, or the next one, meets it. */
    NOT_REACHED,
    /** It fell due before anybody confirmed its rule: a scheduled sweep leaves it. */
    BACKLOG,
    /** A scheduled sweep would have taken more of its tenant's rows than it may without somebody's word. */
    GUARDED,
    /** The consent, or other basis, whose end made it due was there again when the run came to it. */
    CONSENT_RENEWED,
    /** The ground of an erasure does not reach it: a purpose it serves has not ended. */
    OUT_OF_REACH
}
