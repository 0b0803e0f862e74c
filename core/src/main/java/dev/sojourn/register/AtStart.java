package dev.sojourn.register;

/** What findings of coverage do when the application starts. */
public enum AtStart {
    /** Nothing is looked at. */
    OFF,
    /** Each finding is logged as a warning. */
    WARN,
    /** The application does not start while there is a finding. */
    FAIL
}
