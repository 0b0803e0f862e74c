package dev.sojourn.jpa;

import java.util.Optional;

/** An identifier that is a whole number, for queries over hosts whose ids are numbers. */
final class NumericId {

    private NumericId() {}

    /** Only of a text that the number is written as: {@code 007} is somebody else than {@code 7}. */
    static Optional<Long> of(String id) {
        try {
            long number = Long.parseLong(id);
            return Long.toString(number).equals(id) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
