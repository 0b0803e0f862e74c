package dev.sojourn.jpa;

/** The head of a chain, locked before an append. */
class ChainRow {

    String chain = "";
    Long headNumber = 0L;
    String headHash = "";
}
