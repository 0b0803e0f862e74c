/** In-memory stores for tests and first steps. */
@NullMarked
package dev.sojourn.memory;

import org.jspecify.annotations.NullMarked;
