/** What a data subject said: consents, objections, restrictions, and the state folded from them. */
@NullMarked
package dev.sojourn.consent;

import org.jspecify.annotations.NullMarked;
