/** Calendar arithmetic: from a trigger to the last day data may be kept, and back to a cutoff. */
@NullMarked
package dev.sojourn.time;

import org.jspecify.annotations.NullMarked;
