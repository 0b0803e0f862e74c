package dev.sojourn.annotation;

import dev.sojourn.policy.Disposition;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts an entity under a retention rule (GDPR 5(1)(e)).
 *
 * <p>Repeatable: an entity carries one {@code @Retained} for each rule that governs its category, each with its own
 * {@link #from()}. Everything written here is checked when Sojourn starts, all faults at once.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Retained.All.class)
public @interface Retained {

    /**
     * The rule of the policy.
     *
     * @return the rule's id; empty for a rule written inline or a row that goes {@link #with()} another
     */
    String rule() default "";

    /**
     * The attribute whose value starts the period.
     *
     * @return an attribute's name; empty for rules whose trigger is an event the host reports or the end of a consent
     */
    String from() default "";

    /**
     * The attribute that stores the last day kept, for a rule {@code untilStoredDay()}.
     *
     * @return an attribute's name
     */
    String until() default "";

    /**
     * The zone of a trigger attribute that has none, such as {@code LocalDateTime}.
     *
     * @return an IANA zone
     */
    String zone() default "";

    /**
     * The period of a rule written inline.
     *
     * @return an ISO 8601 period, for example {@code P90D}
     */
    String atMost() default "";

    /**
     * What happens at the end of a rule written inline.
     *
     * @return the disposition
     */
    Disposition then() default Disposition.DELETE;

    /**
     * Why a rule written inline exists.
     *
     * @return the reason
     */
    String because() default "";

    /**
     * The association to the row this one goes with, for example {@code account}.
     *
     * @return an attribute's name
     */
    String with() default "";

    /** Holds the repeated annotations. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        /**
         * The annotations.
         *
         * @return one a rule
         */
        Retained[] value();
    }
}
