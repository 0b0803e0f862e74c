package dev.sojourn.jpa;

import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.Objects;

/** The act that stands for a subject and a question. */
class StateRow {

    String subjectKey = "";
    String facet = "";
    String purpose = "";
    String scope = "";
    String actId = "";
    String actKind = "";
    String actorKind = "";
    String actorName = "";
    LocalDateTime effectiveAt = LocalDateTime.MIN;
    LocalDateTime recordedAt = LocalDateTime.MIN;
    String particulars = "";
    Long effectiveMicros = 0L;
    Long standsMicros = 0L;
    Integer linked = 0;
    String consentLevel = "";
    String notice = "";
    String noticeVersion = "";
    String acceptedThrough = "";
    String terms = "";

    /** Tells the rows apart. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        String subjectKey = "";
        String facet = "";
        String purpose = "";
        String scope = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && subjectKey.equals(key.subjectKey)
                    && facet.equals(key.facet)
                    && purpose.equals(key.purpose)
                    && scope.equals(key.scope);
        }

        @Override
        public int hashCode() {
            return Objects.hash(subjectKey, facet, purpose, scope);
        }
    }
}
