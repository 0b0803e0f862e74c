package dev.sojourn.policy;

/** Where people meet the controller's software: each has cookies of its own. */
public enum Surface {
    /** The controller's own site. */
    OWN_SITE,
    /** A form of the controller's, embedded in somebody else's site. */
    EMBEDDED_FORM,
    /** A portal for people with an account. */
    PORTAL
}
