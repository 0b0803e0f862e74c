/** What the installation holds of whom, for what and how long, read from what it runs by. */
@NullMarked
package dev.sojourn.register;

import org.jspecify.annotations.NullMarked;
