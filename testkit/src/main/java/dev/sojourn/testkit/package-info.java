/** What a host or an adapter needs to test against Sojourn: contract suites, and a clock moved by hand. */
@NullMarked
package dev.sojourn.testkit;

import org.jspecify.annotations.NullMarked;
