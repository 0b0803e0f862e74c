/** How long data may be kept: rules resolved, previewed and swept; holds, events and tenant settings. */
@NullMarked
package dev.sojourn.retention;

import org.jspecify.annotations.NullMarked;
