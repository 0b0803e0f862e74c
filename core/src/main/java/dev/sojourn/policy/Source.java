package dev.sojourn.policy;

/** Where personal data comes from (GDPR 13, 14(2)(f)). */
public enum Source {
    /** The person gave it: a form, a call, a letter. */
    SUBJECT,
    /** It was observed while the person did something: an address of a device, a page looked at, a place. */
    OBSERVED,
    /** It was computed from other data: a score, a segment, a transcript. */
    DERIVED
}
