/** A person's requests: erasure and access. */
@NullMarked
package dev.sojourn.rights;

import org.jspecify.annotations.NullMarked;
