package dev.sojourn.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an attribute, or every attribute of an entity under no rule, that says nothing about a person: access copies leave
 * it out, and coverage no longer asks about it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
public @interface NotPersonal {

    /**
     * Why it is not personal.
     *
     * @return the reason
     */
    String because() default "";
}
