package dev.sojourn.jpa;

import java.io.Serializable;
import java.util.Objects;

/** The exact text of a notice that was shown. */
class NoticeRow {

    String digest = "";
    String notice = "";
    String version = "";
    String language = "";
    String effectiveFrom = "";
    String content = "";

    /** Tells the rows apart. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        String digest = "";
        String notice = "";
        String version = "";
        String language = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && digest.equals(key.digest)
                    && notice.equals(key.notice)
                    && version.equals(key.version)
                    && language.equals(key.language);
        }

        @Override
        public int hashCode() {
            return Objects.hash(digest, notice, version, language);
        }
    }
}
