package dev.sojourn.jpa;

import java.time.LocalDateTime;

/** An entry of the ledger. */
class LedgerRow {

    Long position = 0L;
    String chain = "";
    Long entryNumber = 0L;
    String entryKind = "";
    LocalDateTime recordedAt = LocalDateTime.MIN;
    String body = "";
    String previousHash = "";
    String hash = "";
}
