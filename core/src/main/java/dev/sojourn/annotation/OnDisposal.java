package dev.sojourn.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what becomes of a reference to a row that is to be disposed of, from a row it does not own; a reference of which
 * nothing is said is a fault when Sojourn starts.
 *
 * <p>It stands on the attribute that holds the reference, never on the mapped side of the association. On the side of a
 * {@code @ManyToMany} that owns the join table nothing need be said: a pair goes with either of its rows, unless
 * {@link Then#KEEPS_PARENT} keeps them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface OnDisposal {

    /** The two ways out. */
    enum Then {
        /** The reference is set to null; the column must be nullable. */
        UNLINK,
        /** The row referred to stays while this one refers to it. */
        KEEPS_PARENT
    }

    /**
     * What becomes of the reference.
     *
     * @return one of the two
     */
    Then value();
}
