package dev.sojourn.spring;

/** What a denial does to a guarded call. */
public enum EnforcementMode {
    /** The call does not happen. */
    ENFORCE,
    /** The call happens, and the denial is counted: for a team that switches on gently. */
    OBSERVE
}
