/** The front door, and what a persistence adapter hands over. */
@NullMarked
package dev.sojourn;

import org.jspecify.annotations.NullMarked;
