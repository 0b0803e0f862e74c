/** A host application modelled on AllAI's privacy policy, and the demo that tells its story. */
package dev.sojourn.examples.allai;
