/** Words, tables and a progress bar on a terminal. */
@NullMarked
package dev.sojourn.examples.terminal;

import org.jspecify.annotations.NullMarked;
