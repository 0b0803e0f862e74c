package dev.sojourn.rights;

/** What became of a person's identifier in Sojourn's own tables when the person's data was erased (GDPR 17). */
public enum Identity {
    /** It gave way to a keyed digest: the proof stays, and is found by who brings the identifier. */
    PARTED,
    /** There was none: nothing was recorded of the person, or it was parted before. */
    NOT_THERE,
    /** It stays, for no key for digests was given: see {@code Sojourn.Builder.suppressionKey}. */
    STAYS_WITHOUT_KEY,
    /** It stays, for the ground does not reach everything that is held. */
    STAYS_OUT_OF_REACH,
    /** It stays until the erasure is completed: a store did not answer. */
    STAYS_UNANSWERED,
    /** It stays while rows, holds or restrictions need it to be found; erase again once they are gone. */
    STAYS_NEEDED
}
