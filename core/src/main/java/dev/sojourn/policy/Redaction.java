package dev.sojourn.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How one personal attribute is redacted: which value takes the place of the one there is, and how to tell that it
 * did, so that a second sweep finds nothing (GDPR 5(1)(c), 5(1)(e)). A missing value is left missing and is done.
 *
 * <p>Immutable and thread-safe. No value is ever shown by {@code toString}.
 */
public sealed interface Redaction {

    /** Under this name, which no real address can have (RFC 2606), stand the placeholders of {@link ToPlaceholder}. */
    String PLACEHOLDER_DOMAIN = "gone.invalid";

    /** The value goes and leaves none. */
    record ToNull() implements Redaction {}

    /**
     * Every row has the same value.
     *
     * @param value of the attribute's own type
     */
    record ToConstant(Object value) implements Redaction {
        /** Checks the part. */
        public ToConstant {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * A day or moment becomes the first one of its month or year; a moment's month is that in UTC.
     *
     * @param ofYear whether of its year
     */
    record ToFirstDay(boolean ofYear) implements Redaction {}

    /** An IP address becomes its network: the first 24 bits of an IPv4 address, the first 48 of an IPv6 one. */
    record ToNetwork() implements Redaction {}

    /**
     * A whole number becomes the next multiple of a step towards zero: 37 in steps of 10 is 30.
     *
     * @param step more than 1
     */
    record ToStep(int step) implements Redaction {
        /** Checks the part. */
        public ToStep {
            if (step < 2) {
                throw new IllegalArgumentException("step is " + step + ": choose one of 2 or more");
            }
        }
    }

    /** An e-mail address becomes one that is random, unlike any other, and nobody's. */
    record ToPlaceholder() implements Redaction {}

    /**
     * The host says what becomes of it.
     *
     * @param name the strategy's name
     * @param redaction the host's own way
     */
    record ByHost(String name, HostRedaction redaction) implements Redaction {
        /** Checks the parts. */
        public ByHost {
            Words.named("redaction", name);
            Objects.requireNonNull(redaction, "redaction");
        }
    }

    /**
     * Whether values of a type can be redacted this way.
     *
     * @param type a class, not a primitive
     * @return false where it makes no sense, an IP network of a date for example
     */
    default boolean fits(Class<?> type) {
        if (this instanceof ToConstant constant) {
            return type.isInstance(constant.value());
        }
        if (this instanceof ToFirstDay) {
            return Set.of(LocalDate.class, LocalDateTime.class, Instant.class, OffsetDateTime.class)
                    .contains(type);
        }
        if (this instanceof ToStep) {
            return Set.of(Short.class, Integer.class, Long.class).contains(type);
        }
        return !(this instanceof ToNetwork || this instanceof ToPlaceholder) || type == String.class;
    }

    /**
     * What takes the place of a value.
     *
     * @param value the value there is; of a type that fits
     * @return its replacement; null for none
     */
    default @Nullable Object replacing(Object value) {
        if (this instanceof ToConstant constant) {
            return constant.value();
        }
        if (this instanceof ToFirstDay first) {
            return firstDay(value, first.ofYear());
        }
        if (this instanceof ToNetwork) {
            return NetworkAddress.networkOf((String) value);
        }
        if (this instanceof ToStep step) {
            return onStep((Number) value, step.step());
        }
        if (this instanceof ToPlaceholder) {
            return UUID.randomUUID().toString().replace("-", "").substring(0, 26) + "@" + PLACEHOLDER_DOMAIN;
        }
        return this instanceof ByHost host ? host.redaction().replace(value) : null;
    }

    /**
     * Whether a value needs no redaction any more.
     *
     * @param value the value there is; null where there is none
     * @return true for null; false, whatever the value, for a host's own way
     */
    default boolean isDone(@Nullable Object value) {
        if (value == null) {
            return true;
        }
        if (this instanceof ToPlaceholder) {
            return ((String) value).toLowerCase(Locale.ROOT).endsWith("@" + PLACEHOLDER_DOMAIN);
        }
        return !(this instanceof ToNull) && !(this instanceof ByHost) && value.equals(replacing(value));
    }

    /**
     * Whether what is left may lead back to the person for whoever knows more.
     *
     * @return true for a host's way that says so
     */
    default boolean isTraceable() {
        return this instanceof ByHost host && host.redaction().isTraceable();
    }

    private static Object firstDay(Object value, boolean ofYear) {
        TemporalAdjuster first = ofYear ? TemporalAdjusters.firstDayOfYear() : TemporalAdjusters.firstDayOfMonth();
        if (value instanceof LocalDate day) {
            return day.with(first);
        }
        if (value instanceof LocalDateTime wall) {
            return wall.toLocalDate().with(first).atStartOfDay();
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDate()
                    .with(first)
                    .atStartOfDay()
                    .atOffset(ZoneOffset.UTC);
        }
        return ((Instant) value)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .with(first)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    private static Number onStep(Number value, int step) {
        long rounded = value.longValue() - value.longValue() % step;
        if (value instanceof Long) {
            return rounded;
        }
        return value instanceof Integer ? (Number) (int) rounded : (Number) (short) rounded;
    }
}
