/** What a host writes on its own entities. */
@NullMarked
package dev.sojourn.annotation;

import org.jspecify.annotations.NullMarked;
