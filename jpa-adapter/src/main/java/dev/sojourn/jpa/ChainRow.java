package dev.sojourn.jpa;

import org.jspecify.annotations.Nullable;

/** The head of a chain, locked before an append, and what was left of a beginning that was dropped. */
class ChainRow {

    String chain = "";
    Long headNumber = 0L;
    String headHash = "";

    @Nullable
    Long tombstoneNumber;

    @Nullable
    String tombstoneHash;

    @Nullable
    Long tombstoneCheckpoint;

    @Nullable
    String tombstoneState;

    @Nullable
    String tombstoneSeal;
}
