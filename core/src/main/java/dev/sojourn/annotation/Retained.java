package dev.sojourn.annotation;

import dev.sojourn.policy.Disposition;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.temporal.ChronoUnit;

/**
 * Puts an entity under a retention rule: its rows may, or must, be kept that long (GDPR 5(1)(e)).
 *
 * <p>Repeatable: an entity carries one {@code @Retained} for each rule that governs its category, each with its own
 * {@link #from()}; where a floor and a ceiling meet, the floor wins. Everything written here is checked when Sojourn
 * starts, all faults at once.
 *
 * <p>On an attribute, beside {@link Redact}, it gives the attribute a time of its own: it is redacted then, while its
 * row stays. Its ceilings replace those of the row for that attribute; floors of its category count for both.
 *
 * <p>On an entity below another, a ceiling replaces those declared above it: the closest class that declares one counts. Floors
 * never replace one another.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
@Repeatable(Retained.All.class)
public @interface Retained {

    /**
     * The rule of the policy.
     *
     * @return the rule's id; empty for a rule written inline or a row that goes {@link #with()} another
     */
    String rule() default "";

    /**
     * The attribute whose value starts the period: a day, or a moment whose local day counts in the zone of the row's
     * tenant, else of the controller. While it is null the period has not started.
     *
     * @return an attribute's name; empty for rules whose trigger is an event the host reports or the end of a consent
     */
    String from() default "";

    /**
     * The attribute that stores the last day kept, for a rule {@code untilStoredDay()}: the row is due the day after.
     *
     * @return an attribute's name; empty for every other rule
     */
    String until() default "";

    /**
     * The zone in which a trigger attribute was written that has none of its own, such as {@code LocalDateTime}.
     *
     * @return an IANA zone, for example {@code Europe/Bucharest}; empty for an attribute that needs none
     */
    String zone() default "";

    /**
     * In what a trigger attribute counts that is a number, from the beginning of 1970 in UTC.
     *
     * @return {@code DAYS}, {@code SECONDS}, {@code MILLIS}, {@code MICROS} or {@code NANOS}; {@code FOREVER} for an
     *     attribute that is no number
     */
    ChronoUnit unit() default ChronoUnit.FOREVER;

    /**
     * The period of a ceiling written inline. It joins the policy's rules under the entity's name, so that
     * {@code VoiceRecording} is under rule and category {@code voice-recording}, and starts after the day in
     * {@link #from()}. On an attribute it is under a rule named after both, {@code access-log.ip-address}, in the category of
     * the attribute, else of its row, and needs {@code then = REDACT}.
     *
     * @return an ISO 8601 period of years, months and days, for example {@code P90D}; empty for a rule of the policy
     */
    String atMost() default "";

    /**
     * What happens at the end of a rule written inline; a rule of the policy says it itself.
     *
     * @return the disposition
     */
    Disposition then() default Disposition.DELETE;

    /**
     * Why a rule written inline exists, in words a lawyer could read.
     *
     * @return the reason; empty for a rule of the policy
     */
    String because() default "";

    /**
     * The association to the row this one goes with, for example {@code account}; the two stay or go together.
     *
     * @return an attribute's name; empty for a row under a rule of its own
     */
    String with() default "";

    /**
     * For a rule that ends in something of the host's own: the boolean attribute of the row that is set to true with it,
     * and tells that it was done.
     *
     * @return an attribute's name; empty for every other rule
     */
    String marker() default "";

    /** Holds the repeated annotations. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
    @interface All {
        /**
         * The annotations.
         *
         * @return one a rule
         */
        Retained[] value();
    }
}
