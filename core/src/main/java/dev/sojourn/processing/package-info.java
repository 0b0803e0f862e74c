/** The question asked a thousand times a day: may this person's data be used for this purpose? */
@NullMarked
package dev.sojourn.processing;

import org.jspecify.annotations.NullMarked;
