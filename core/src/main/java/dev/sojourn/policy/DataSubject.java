package dev.sojourn.policy;

import java.util.Objects;

/**
 * The person whose data is processed, named by the host's own identifier and nothing else (GDPR 4(1)).
 *
 * <p>Equality covers all three parts: the same id of another kind or tenant is another subject. Immutable and
 * thread-safe. {@link #toString()} never shows the identifier.
 *
 * @param id the host's identifier; not blank
 * @param kind the namespace the id is from (customer, lead, visitor, e-mail); empty when the host has only one
 * @param tenant the tenant the person belongs to; empty when the host has no tenants
 */
public record DataSubject(String id, String kind, String tenant) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when the id is blank
     */
    public DataSubject {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(tenant, "tenant");
        if (id.isBlank()) {
            throw new IllegalArgumentException(
                    "a data subject's id is blank: give the identifier under which the host knows the person");
        }
    }

    /**
     * A subject without kind and tenant.
     *
     * @param id the host's identifier; not blank
     * @return the subject
     */
    public static DataSubject of(String id) {
        return new DataSubject(id, "", "");
    }

    /**
     * The same id in the namespace given.
     *
     * @param kind for example {@code customer}; not blank
     * @return a subject of that kind
     */
    public DataSubject as(String kind) {
        return new DataSubject(id, Words.named("kind", kind), tenant);
    }

    /**
     * The same id within a tenant.
     *
     * @param tenant the tenant's id; not blank
     * @return a subject of that tenant
     */
    public DataSubject in(String tenant) {
        return new DataSubject(id, kind, Words.named("tenant", tenant));
    }

    /** Shows kind and tenant only: an identifier in a log line would itself be personal data. */
    @Override
    public String toString() {
        return "DataSubject[" + (kind.isEmpty() ? "" : "kind=" + kind + ", ")
                + (tenant.isEmpty() ? "" : "tenant=" + tenant + ", ") + "id=withheld]";
    }
}
