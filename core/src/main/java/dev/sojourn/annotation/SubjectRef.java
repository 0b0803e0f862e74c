package dev.sojourn.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says whom a row is about, or mentions (GDPR 4(1)): holds, restrictions, erasure and access copies of that person reach the row by it.
 *
 * <p>On the attribute that holds the person's identifier; on an association, where the row it leads to says it by its own
 * {@code @SubjectRef}, else by its id; or on the class with a {@link #path()}. Repeatable: a row may be about several
 * people. It goes when one of them is erased, and stays while a hold or restriction of any keeps it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
@Repeatable(SubjectRef.All.class)
public @interface SubjectRef {

    /**
     * The namespace the identifier is from.
     *
     * @return for example {@code customer}; empty when the host has only one, or where the row an association leads to
     *     says it
     */
    String kind() default "";

    /**
     * The way to the person over single-valued associations and embedded values, for example {@code call.customer}.
     *
     * @return the attributes from the entity on, the annotated one first; empty for the annotated attribute itself
     */
    String path() default "";

    /**
     * Whether the row is another's and merely mentions the person, who answered, signed or was told: holds and
     * restrictions of the person keep it, but their erasure takes the mention alone, and the end of their consent is no
     * reason for it to go.
     *
     * @return true on an attribute of the row itself that may be set to null, or has a {@link #replacement()}
     */
    boolean mentioned() default false;

    /**
     * What takes the place of a mention.
     *
     * @return an identifier in words, for example {@code erased}; empty where the attribute is set to null
     */
    String replacement() default "";

    /** Holds the repeated annotations. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
    @interface All {
        /**
         * The annotations.
         *
         * @return one a person
         */
        SubjectRef[] value();
    }
}
