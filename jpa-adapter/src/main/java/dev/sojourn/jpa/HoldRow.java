package dev.sojourn.jpa;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A hold; empty texts where it covers everybody, every category, or has no review date. */
class HoldRow {

    String holdId = "";
    String subjectKey = "";
    String category = "";
    String reason = "";
    String reviewOn = "";
    LocalDateTime placedAt = LocalDateTime.MIN;

    @Nullable
    LocalDateTime releasedAt;
}
