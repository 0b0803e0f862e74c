package dev.sojourn.jpa;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * The types in which ids and subjects cross between Sojourn's text and a host's attribute, as typed parameters. A text
 * that is not exactly how the type would be written names no value: "007" is not the number 7.
 */
enum IdType {
    STRING(String.class, String.class) {
        @Override
        Object parsed(String text) {
            return text;
        }
    },
    LONG(Long.class, long.class) {
        @Override
        Object parsed(String text) {
            return Long.valueOf(text);
        }
    },
    INTEGER(Integer.class, int.class) {
        @Override
        Object parsed(String text) {
            return Integer.valueOf(text);
        }
    },
    UNIVERSAL(UUID.class, UUID.class) {
        @Override
        Object parsed(String text) {
            return UUID.fromString(text);
        }
    };

    /** For messages. */
    static final String KNOWN = "String, Long, Integer or UUID";

    private final Class<?> boxed;
    private final Class<?> plain;

    IdType(Class<?> boxed, Class<?> plain) {
        this.boxed = boxed;
        this.plain = plain;
    }

    static Optional<IdType> of(Class<?> type) {
        return Arrays.stream(values())
                .filter(known -> known.boxed == type || known.plain == type)
                .findFirst();
    }

    abstract Object parsed(String text);

    Optional<Object> parse(String text) {
        try {
            Object value = parsed(text);
            return value.toString().equals(text) ? Optional.of(value) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
