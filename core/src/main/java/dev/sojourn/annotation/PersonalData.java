package dev.sojourn.annotation;

import dev.sojourn.policy.Source;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an attribute as personal data of a category (GDPR 4(1)); access copies name its category. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface PersonalData {

    /**
     * The category.
     *
     * @return the category's name; empty for the entity's own
     */
    String category() default "";

    /**
     * Where the attribute's data comes from.
     *
     * @return one source; none for the category's own
     */
    Source[] source() default {};
}
