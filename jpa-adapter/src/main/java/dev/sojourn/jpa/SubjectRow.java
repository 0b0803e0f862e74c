package dev.sojourn.jpa;

/** A data subject: the one table that holds the host's identifiers. */
class SubjectRow {

    String subjectKey = "";
    String tenant = "";
    String kind = "";
    String subjectId = "";
}
