package dev.sojourn.processing;

/** Why a purpose is denied: the closed set. Names are stored and shown; they are added to, never renamed. */
public enum DenialReason {
    /** The policy names no such purpose. */
    UNKNOWN_PURPOSE,
    /** The policy prohibits the purpose; no consent lifts that. */
    PROHIBITED,
    /** The basis is each tenant's to declare, and the subject's tenant declared none (GDPR 6(1)). */
    NO_BASIS,
    /** A no of the subject's outlived the erasure of the data, and no consent came later. */
    SUPPRESSED,
    /** The subject's data was erased, and nothing was recorded of the subject since (GDPR 17). */
    ERASED,
    /** Processing is restricted, and no consent given since names the restriction (GDPR 18). */
    RESTRICTED,
    /** The purpose does not concern this kind of subject. */
    NOT_CONCERNED,
    /** The purpose does not run in this scope, or the scope belongs to another tenant than the subject. */
    SCOPE,
    /** The purpose needs a consent, and the subject was never recorded as having given or refused it. */
    NEVER_ASKED,
    /** The subject was asked and refused. */
    REFUSED,
    /** The subject withdrew the consent (GDPR 7(3)). */
    WITHDRAWN,
    /** Somebody other than the subject ended the consent. */
    REVOKED,
    /** The consent is past the validity the policy gives it. */
    EXPIRED,
    /** The consent was expressed less clearly than the purpose needs (GDPR 4(11), 9(2)(a)). */
    LEVEL_TOO_LOW,
    /** The notice the consent was given under has changed materially since. */
    NOTICE_CHANGED,
    /** The consent was imported without proof (GDPR 7(1)). */
    UNPROVEN,
    /** The subject objected, and was not overruled (GDPR 21). */
    OBJECTED,
    /** The subject opted out, where the law lets processing start without consent. */
    OPTED_OUT,
    /** What the subject said could not be read: in doubt, deny. */
    STORE_ERROR
}
