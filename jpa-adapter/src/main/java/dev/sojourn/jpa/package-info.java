/** Stores over the host's own JPA provider, in the host's own transactions. */
@NullMarked
package dev.sojourn.jpa;

import org.jspecify.annotations.NullMarked;
