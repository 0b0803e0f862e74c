package dev.sojourn.jpa;

import java.util.Collection;
import java.util.List;

/**
 * Asks EclipseLink for its lists. Generation 4 declares a {@code Vector} where generation 5 declares a {@code List}, and a
 * compiled call knows one of the two: these are found by their names.
 */
final class Vectors {

    private Vectors() {}

    /** What a method without parameters returns. */
    static <T> List<T> of(Object asked, String method, Class<T> type) {
        try {
            Object found = asked.getClass().getMethod(method).invoke(asked);
            return found == null
                    ? List.of()
                    : ((Collection<?>) found).stream().<T>map(type::cast).toList();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this generation of EclipseLink is not known: "
                            + asked.getClass().getSimpleName() + " has no " + method,
                    e);
        }
    }
}
