package dev.sojourn.policy;

import java.util.Objects;

/** The checks all declared names share. */
final class Words {

    private Words() {}

    static String named(String what, String name) {
        Objects.requireNonNull(name, what);
        if (name.isBlank()) {
            throw new IllegalArgumentException("the " + what + " is blank: give it a name");
        }
        return name;
    }
}
