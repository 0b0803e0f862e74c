/** Sojourn in a Spring Boot application: auto-configuration, the annotation, the request pipeline. */
@NullMarked
package dev.sojourn.spring;

import org.jspecify.annotations.NullMarked;
