package dev.sojourn.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what takes the place of a personal attribute while its row stays (GDPR 5(1)(c)): when a rule that redacts or
 * anonymises the row has passed, when the attribute's own {@link Retained} has, and when its subject's erasure must leave
 * the row to a floor that does not need the attribute. On an embedded value it holds for each attribute within.
 *
 * <p>Everything written here is checked when Sojourn starts against nullability, uniqueness, length and converters. A
 * missing value is left missing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface Redact {

    /** What takes the place of a value. */
    enum To {
        /** Nothing. */
        NULL,
        /** The same {@link #constant()} in every row. */
        CONSTANT,
        /** The first day of its month; of a moment, in UTC. */
        FIRST_OF_MONTH,
        /** The first day of its year; of a moment, in UTC. */
        FIRST_OF_YEAR,
        /** The network of an IP address: 24 bits of IPv4, 48 of IPv6. */
        NETWORK,
        /** The multiple of {@link #step()} below a whole number, towards zero. */
        STEP,
        /** A random e-mail address under {@code .invalid}, unlike any other. */
        PLACEHOLDER,
        /** What the host's redaction named {@link #by()} says; needs a {@link #marker()}. */
        HOST
    }

    /**
     * What takes the place of a value.
     *
     * @return the way
     */
    To value();

    /**
     * The value for CONSTANT, as text.
     *
     * @return for an enum the constant's name; empty for every other way
     */
    String constant() default "";

    /**
     * The step for STEP.
     *
     * @return 2 or more; 0 for every other way
     */
    int step() default 0;

    /**
     * The host's redaction for HOST.
     *
     * @return the name it was registered under; empty for every other way
     */
    String by() default "";

    /**
     * A boolean attribute of the same row that is set to true with the redaction, and tells that it was done. Needed where
     * no query can tell by the value: for HOST, and for what a converter or an encrypted column hides. Whoever writes a
     * new value sets it back to false.
     *
     * @return the attribute's name; empty where the value itself tells
     */
    String marker() default "";
}
