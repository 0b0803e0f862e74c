package dev.sojourn.jpa;

import java.time.LocalDateTime;

/** A row that is gone and that a copy has not acknowledged yet. */
class DisposalRow {

    Long position = 0L;
    String copy = "";
    String entity = "";
    String rowKey = "";
    String disposition = "";
    LocalDateTime disposedAt = LocalDateTime.MIN;
}
