package dev.sojourn.register;

/** The ways in which personal data can be left uncovered (GDPR 5(1)(e), 24(1)). */
public enum Gap {
    /** Personal data under no retention rule: a person can be reached from the row, and nothing ever ends it. */
    MISSING,
    /** A category that is held and that no purpose serves (GDPR 5(1)(b)). */
    UNINVITED,
    /** An attribute whose name looks personal, in an entity nobody said anything about. */
    SUSPECT,
    /** A table, a column, or a content such as JSON, that no attribute maps. */
    UNMAPPED,
    /** A rule whose trigger no index of the database supports. */
    UNINDEXED,
    /** An attribute under a rule that nobody classified: a gap for those who ask for every single mark. */
    UNCLASSIFIED
}
