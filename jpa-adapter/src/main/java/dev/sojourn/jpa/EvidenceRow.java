package dev.sojourn.jpa;

import java.io.Serializable;
import java.util.Objects;

/** A text that stands beside an entry of the ledger. */
class EvidenceRow {

    String chain = "";
    Long entryNumber = 0L;
    String evidence = "";
    String salt = "";
    String content = "";

    /** Tells the rows apart. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        String chain = "";
        Long entryNumber = 0L;
        String evidence = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && chain.equals(key.chain)
                    && entryNumber.equals(key.entryNumber)
                    && evidence.equals(key.evidence);
        }

        @Override
        public int hashCode() {
            return Objects.hash(chain, entryNumber, evidence);
        }
    }
}
