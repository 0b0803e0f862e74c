package dev.sojourn.ledger;

/** What an entry of the ledger records. Names are stored: they are added to, never renamed. */
public enum EntryKind {
    /** A policy version came into force in this installation. */
    POLICY_IN_FORCE,
    /** The subject consented. */
    CONSENT_GIVEN,
    /** The subject refused. */
    CONSENT_REFUSED,
    /** The subject withdrew (GDPR 7(3)). */
    CONSENT_WITHDRAWN,
    /** Somebody else ended the consent. */
    CONSENT_REVOKED,
    /** The subject objected (GDPR 21). */
    OBJECTION_RAISED,
    /** The controller upheld an objection. */
    OBJECTION_UPHELD,
    /** The controller overruled an objection, with a reason (GDPR 21(1)). */
    OBJECTION_OVERRULED,
    /** The subject opted out, where the law lets processing start without consent. */
    CONSENT_OPTED_OUT,
    /** Processing was restricted (GDPR 18). */
    RESTRICTION_PLACED,
    /** A restriction was lifted (GDPR 18(3)). */
    RESTRICTION_LIFTED,
    /** A hold was placed. */
    HOLD_PLACED,
    /** A hold was released. */
    HOLD_RELEASED,
    /** A tenant's setting was changed. */
    SETTING_CHANGED,
    /** An event that starts a period happened. */
    EVENT_HAPPENED,
    /** Such an event was revoked. */
    EVENT_REVOKED,
    /** A sweep run started. */
    RUN_STARTED,
    /** A batch was disposed of. */
    BATCH_DISPOSED,
    /** A sweep run stopped before its end; it may be gone on with. */
    RUN_STOPPED,
    /** A sweep run ended. */
    RUN_ENDED,
    /** Another subject's acts were taken over, for the two turned out to be one person: nothing more is taken from here. */
    ACTS_TAKEN_OVER,
    /** Suppressions are kept under this key from now on. */
    SUPPRESSION_KEY_IN_USE,
    /** The subject's identifier gave way to a keyed digest, after an erasure (GDPR 17). */
    IDENTITY_PARTED,
    /** The proof about a parted subject was no longer needed: nobody can be found by it any more. */
    PROOF_DROPPED,
    /** A subject's data was erased (GDPR 17). */
    ERASURE,
    /** A subject was given a copy of the data (GDPR 15). */
    ACCESS_COPY,
    /** A text that stood beside an earlier entry of the chain was removed. */
    TEXT_REMOVED,
    /** A checkpoint was made over the heads of all chains. */
    CHECKPOINT_MADE,
    /** Entries past the ledger's own retention were dropped. */
    LEDGER_TRIMMED
}
