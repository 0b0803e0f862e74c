/** Append-only proof: entries in hash-linked chains, and the port to the host's transaction. */
@NullMarked
package dev.sojourn.ledger;

import org.jspecify.annotations.NullMarked;
