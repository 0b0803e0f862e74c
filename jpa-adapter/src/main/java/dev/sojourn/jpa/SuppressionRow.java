package dev.sojourn.jpa;

import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.Objects;

/** A no that outlived the erasure of whoever said it. */
class SuppressionRow {

    String digest = "";
    String purpose = "";
    String scope = "";
    Integer directMarketing = 0;
    LocalDateTime since = LocalDateTime.MIN;
    Long sinceMicros = 0L;

    /** Tells the rows apart. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        String digest = "";
        String purpose = "";
        String scope = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && digest.equals(key.digest)
                    && purpose.equals(key.purpose)
                    && scope.equals(key.scope);
        }

        @Override
        public int hashCode() {
            return Objects.hash(digest, purpose, scope);
        }
    }
}
