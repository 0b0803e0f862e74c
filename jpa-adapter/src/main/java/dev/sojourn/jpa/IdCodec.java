package dev.sojourn.jpa;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How identifiers of data subjects cross between Sojourn's text and an attribute of the host's own type, such as
 * {@code CustomerNumber}; {@code String}, {@code Long}, {@code Integer} and {@code UUID} need none.
 *
 * <p>Immutable; thread-safe when both functions are. Equal values are written as equal texts and kept as equal columns: a
 * query finds a row by the value {@code reading} makes.
 *
 * @param <T> the host's type, mapped as one basic attribute, for example by an {@code AttributeConverter}
 */
public final class IdCodec<T> {

    private final Class<T> type;
    private final Function<Object, String> writing;
    private final Function<String, ? extends T> reading;

    private IdCodec(Class<T> type, Function<Object, String> writing, Function<String, ? extends T> reading) {
        this.type = type;
        this.writing = writing;
        this.reading = reading;
    }

    /**
     * A codec for one type, to be registered by {@link JpaStores#idCodec}.
     *
     * @param <T> the host's type
     * @param type its class
     * @param writing the text by which Sojourn knows a value
     * @param reading the value of a text; throws {@link IllegalArgumentException} for a text that names none
     * @return the codec
     */
    public static <T> IdCodec<T> of(
            Class<T> type, Function<? super T, String> writing, Function<String, ? extends T> reading) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(writing, "writing");
        Objects.requireNonNull(reading, "reading");
        return new IdCodec<>(type, value -> writing.apply(type.cast(value)), reading);
    }

    static IdCodec<Object> of(IdType type) {
        return new IdCodec<>(Object.class, Object::toString, type::parsed);
    }

    Class<T> type() {
        return type;
    }

    String text(Object value) {
        return writing.apply(value);
    }

    /** Empty for a text that is not exactly how a value is written. */
    Optional<Object> parse(String text) {
        try {
            Object value = reading.apply(text);
            return text(value).equals(text) ? Optional.of(value) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
