package dev.sojourn.jpa;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A data subject: the one table that holds the host's identifiers. */
class SubjectRow {

    String subjectKey = "";
    String tenant = "";
    String kind = "";
    String subjectId = "";

    @Nullable
    Long numericId;

    @Nullable
    String digest;

    @Nullable
    LocalDateTime partedAt;
}
