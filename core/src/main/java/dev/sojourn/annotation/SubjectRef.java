package dev.sojourn.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the attribute that holds the identifier of the data subject a row is about (GDPR 4(1)): holds, restrictions,
 * erasure and access copies of that subject reach the row by it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface SubjectRef {

    /**
     * The namespace the identifier is from.
     *
     * @return for example {@code customer}; empty when the host has only one
     */
    String kind() default "";
}
