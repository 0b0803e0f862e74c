package dev.sojourn.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a row was made from the one an association leads to, as a transcript from a recording: it never outlives its
 * source without a ground of its own (GDPR 5(1)(e)).
 *
 * <p>A ground of its own is a rule that serves a purpose which no rule of the source serves, beside no rule
 * {@code fromDisposalOfSource()}; such a row goes by its own
 * rules, and the reference is declared {@link OnDisposal}. Any other is due when its source is, if its own rules do not
 * take it earlier, and goes before it; while a hold or floor keeps it the source stays as well. One attribute of an entity
 * carries it; sources that are unknown, under no rule, or derived from one another in a circle are faults when Sojourn
 * starts.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface DerivedFrom {}
