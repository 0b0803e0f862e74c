/** The words: what a controller declares about purposes, legal bases, notices and retention. */
@NullMarked
package dev.sojourn.policy;

import org.jspecify.annotations.NullMarked;
