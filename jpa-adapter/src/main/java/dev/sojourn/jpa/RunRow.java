package dev.sojourn.jpa;

import java.time.LocalDateTime;

/** A plan or run. */
class RunRow {

    String run = "";
    String digest = "";
    String policyVersion = "";
    String policyDigest = "";
    LocalDateTime judgedAt = LocalDateTime.MIN;
    LocalDateTime expiresAt = LocalDateTime.MIN;
    String runState = "";
}
