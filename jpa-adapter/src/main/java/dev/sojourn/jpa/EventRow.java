package dev.sojourn.jpa;

import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.Objects;

/** An event the host reported of a subject. */
class EventRow {

    String event = "";
    String subjectKey = "";
    LocalDateTime happenedAt = LocalDateTime.MIN;

    /** Tells the rows apart. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        String event = "";
        String subjectKey = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && event.equals(key.event) && subjectKey.equals(key.subjectKey);
        }

        @Override
        public int hashCode() {
            return Objects.hash(event, subjectKey);
        }
    }
}
