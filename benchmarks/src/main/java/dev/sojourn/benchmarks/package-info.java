/** The scorecard: Sojourn beside named peers, measured in one run. */
@NullMarked
package dev.sojourn.benchmarks;

import org.jspecify.annotations.NullMarked;
