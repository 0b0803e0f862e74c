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

    private static final String ARCHIVE = "archive";

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
     * What lies in an archive, and nothing else: a purpose may use it where the archive's rule serves that purpose, and is
     * denied (SCOPE) otherwise, whatever it may do with data that is not archived.
     *
     * @param rule the id of the rule that governs the archive
     * @return the scope
     */
    public static Scope archive(String rule) {
        return of(ARCHIVE, rule);
    }

    /**
     * Whether this is what lies in an archive.
     *
     * @return true for {@link #archive}
     */
    public boolean isArchive() {
        return dimension.equals(ARCHIVE);
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
