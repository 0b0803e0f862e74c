package dev.sojourn.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * States for which purpose a method uses a person's data: it runs only where that is allowed at the time of the call
 * (GDPR 6(1), 7(3)).
 *
 * <p>Whom it is about says, in this order: {@link #subject}; a parameter marked {@link Subject}; the application's
 * {@link SubjectResolver}. Where nobody is named the call is denied. On a class it stands for every public method of it;
 * several annotations must all be satisfied; it may stand on another annotation. A denied call throws {@link
 * dev.sojourn.processing.ProcessingDenied}, which a web request answers with 403.
 *
 * <p>Spring guards a call that comes from outside the bean: a method that a bean calls on itself is not guarded. A method
 * that cannot be guarded at all (private, final, static, or of a final class) and a purpose the policy does not name are
 * faults when the application starts.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(RequiresPurpose.All.class)
public @interface RequiresPurpose {

    /**
     * The purpose.
     *
     * @return its id, as the policy names it
     */
    String value();

    /**
     * Whom it is about, as an expression of Spring's over the parameters, such as {@code #order.customerId}. It reaches the
     * parameters and nothing else: no bean, no type.
     *
     * @return the expression; empty for the marked parameter, or else the resolver
     */
    String subject() default "";

    /**
     * The kind of subject an identifier found by {@link #subject} names.
     *
     * @return the namespace of the identifier; empty for none
     */
    String kind() default "";

    /** Holds several. */
    @Documented
    @Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {

        /**
         * Every one of them must be satisfied.
         *
         * @return the purposes
         */
        RequiresPurpose[] value();
    }
}
