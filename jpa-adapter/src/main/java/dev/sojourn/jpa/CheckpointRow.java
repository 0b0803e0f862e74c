package dev.sojourn.jpa;

import java.time.LocalDateTime;

/** A checkpoint; an empty signature where it is not signed. */
class CheckpointRow {

    Long checkpointNumber = 0L;
    LocalDateTime madeAt = LocalDateTime.MIN;
    Long ledgerPosition = 0L;
    Long chains = 0L;
    String headsRoot = "";
    String tombstonesRoot = "";
    String previousHash = "";
    String hash = "";
    String signature = "";
}
