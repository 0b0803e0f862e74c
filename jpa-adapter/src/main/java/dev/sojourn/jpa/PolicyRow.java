package dev.sojourn.jpa;

/** A policy version that was in force. */
class PolicyRow {

    String digest = "";
    String policy = "";
    String version = "";
    String content = "";
}
