package dev.sojourn.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter that says whom a {@link RequiresPurpose} method is about: a {@link
 * dev.sojourn.policy.DataSubject}, or the subject's identifier as text or number.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Subject {

    /**
     * The kind of subject an identifier names.
     *
     * @return the namespace of the identifier; empty for none
     */
    String kind() default "";
}
