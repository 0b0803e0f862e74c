package dev.sojourn.policy;

import java.util.Objects;

/**
 * Something legal but worth knowing about a declaration; it stops nothing.
 *
 * @param code a stable name for the kind of finding, for example {@code FLOOR_LATER_THAN_CEILING}
 * @param element the element it is about
 * @param text what a reader should know
 */
public record Finding(String code, String element, String text) {

    /** Checks the parts. */
    public Finding {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(element, "element");
        Objects.requireNonNull(text, "text");
    }
}
