package dev.sojourn.policy;

import java.util.Objects;

/**
 * A part of a purpose that can be asked about on its own: one channel, one recipient, one device, one agent.
 *
 * @param dimension what kind of part: {@code channel}, {@code agent}, {@code recipient}; not blank
 * @param value which one; not blank
 * @param tenant the tenant it belongs to; empty when it belongs to none
 */
public record Scope(String dimension, String value, String tenant) {

    /** The whole purpose: no part of it is meant. */
    public static final Scope WHOLE = new Scope("", "", "");

    /** Checks the parts. */
    public Scope {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(dimension, "dimension");
        Objects.requireNonNull(value, "value");
        if (dimension.isBlank() != value.isBlank()) {
            throw new IllegalArgumentException("a scope needs both a dimension and a value, got dimension '" + dimension
                    + "': write Scope.of(\"channel\", \"voice\")");
        }
    }

    /**
     * A scope that belongs to no tenant.
     *
     * @param dimension for example {@code channel}
     * @param value for example {@code voice}
     * @return the scope
     */
    public static Scope of(String dimension, String value) {
        return new Scope(Words.named("scope dimension", dimension), Words.named("scope value", value), "");
    }

    /**
     * The same scope as a tenant's own.
     *
     * @param tenant the tenant's id
     * @return the scope
     */
    public Scope ownedBy(String tenant) {
        return new Scope(dimension, value, Words.named("tenant", tenant));
    }

    /**
     * Whether this is the whole purpose.
     *
     * @return true for {@link #WHOLE}
     */
    public boolean isWhole() {
        return dimension.isEmpty();
    }

    /**
     * The form under which stores keep it; unique within a subject and purpose.
     *
     * @return empty for the whole purpose
     */
    public String key() {
        return isWhole() ? "" : dimension + "=" + value + (tenant.isEmpty() ? "" : "@" + tenant);
    }
}
