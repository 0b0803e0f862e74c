package dev.sojourn.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which requirements a test proves: the id of a scenario, or an article of the law.
 *
 * <p>On a class it speaks for every test in it. Readable at run time, so that a report can list the tests of each
 * requirement.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Upholds {

    /**
     * The requirements.
     *
     * @return for example {@code ALLAI-15} or {@code GDPR 7(3)}
     */
    String[] value();
}
