package dev.sojourn.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Writes declarations so that no two different ones give the same text: each field is its name, the number of its
 * values and each value after its own length, so that no value can pass for the end of another.
 */
final class CanonicalText {

    private final StringBuilder text = new StringBuilder();

    private CanonicalText() {}

    static CanonicalText of(String kind, String id) {
        return new CanonicalText().with(kind, id);
    }

    CanonicalText with(String field, Object value) {
        return write(field, List.of(value));
    }

    CanonicalText with(String field, Optional<?> value) {
        return write(field, value.stream().toList());
    }

    /** The values as a set: the order in which they were declared says nothing. */
    CanonicalText withAll(String field, Collection<String> values) {
        return write(field, values.stream().sorted().toList());
    }

    /** SHA-256 over the UTF-8 form of a text, as lower-case hexadecimal. */
    static String digestOf(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    private CanonicalText write(String field, List<?> values) {
        text.append(field).append(' ').append(values.size());
        for (Object value : values) {
            String written = value.toString();
            text.append(' ').append(written.length()).append(':').append(written);
        }
        text.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
