package dev.sojourn.jpa;

import dev.sojourn.Sojourn;
import dev.sojourn.policy.Purpose;
import jakarta.persistence.Query;
import jakarta.persistence.criteria.CommonAbstractCriteria;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Narrows the host's own queries to the people whose data may be used for a purpose, in the database and in the same
 * statement (GDPR 5(1)(b), 6(1)); counts and deletes included.
 *
 * <pre>{@code
 * AllowedQuery customers = AllowedQuery.under(sojourn).as("customer");
 * AllowedQuery.Fragment allowed = customers.jpql("c.id", Long.class, NEWSLETTER);
 * TypedQuery<Customer> query = em.createQuery("select c from Customer c where " + allowed.text(), Customer.class);
 * allowed.bindTo(query);
 * }</pre>
 *
 * <p>It allows whom {@link dev.sojourn.processing.ProcessingGate#may} allows at the instant the condition is made, about
 * the purpose as a whole, by what the query's own transaction sees: make it anew for each query, and ask the gate again at
 * the moment of use. One difference there is: of an erased person who is in the host's tables again, and of whom nothing
 * was recorded since, a query knows only after {@link dev.sojourn.consent.Consents#recognise}. A subject's identifier is a
 * text or a whole number; others, a UUID among them, cannot be compared in every database and are refused, for which
 * {@link dev.sojourn.processing.ProcessingGate#allowedAmong(java.util.stream.Stream, Purpose)} is there. A query that fails
 * throws, and allows nothing. The persistence unit must be the one of Sojourn's stores.
 *
 * <p>Immutable and thread-safe.
 */
public final class AllowedQuery {

    private static final Set<Class<?>> NUMBERS =
            Set.of(Long.class, Integer.class, Short.class, Byte.class, long.class, int.class, short.class, byte.class);

    private final Sojourn sojourn;
    private final String kind;
    private final String tenant;

    private AllowedQuery(Sojourn sojourn, String kind, String tenant) {
        this.sojourn = sojourn;
        this.kind = kind;
        this.tenant = tenant;
    }

    /**
     * A condition in JPQL, and the parameters in it.
     *
     * @param text to stand after {@code where} or {@code and}, in brackets already
     * @param parameters by name
     */
    public record Fragment(String text, Map<String, Object> parameters) {

        /** Copies the parameters. */
        public Fragment {
            Objects.requireNonNull(text, "text");
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }

        /**
         * Sets the parameters.
         *
         * @param query the host's query, in whose text the fragment stands
         */
        public void bindTo(Query query) {
            parameters.forEach(query::setParameter);
        }
    }

    /**
     * Queries over subjects without a kind and a tenant.
     *
     * @param sojourn decides
     * @return the queries
     */
    public static AllowedQuery under(Sojourn sojourn) {
        return new AllowedQuery(Objects.requireNonNull(sojourn, "sojourn"), "", "");
    }

    /**
     * The same over subjects of a kind.
     *
     * @param kind as in {@link dev.sojourn.policy.DataSubject#as}
     * @return the queries
     */
    public AllowedQuery as(String kind) {
        return new AllowedQuery(sojourn, Objects.requireNonNull(kind, "kind"), tenant);
    }

    /**
     * The same over subjects of one tenant, where no attribute of the rows names it.
     *
     * @param tenant the tenant
     * @return the queries
     */
    public AllowedQuery in(String tenant) {
        return new AllowedQuery(sojourn, kind, Objects.requireNonNull(tenant, "tenant"));
    }

    /**
     * A predicate for a query of the Criteria API.
     *
     * @param builder the host's
     * @param query the query, subquery, update or delete to narrow
     * @param id the path to the subject's identifier, of the type String, Long, Integer, Short or Byte
     * @param purpose for which purpose
     * @return the predicate; one that is never true for a purpose the policy does not name
     * @throws IllegalArgumentException when the identifier is of another type
     */
    public Predicate predicate(
            CriteriaBuilder builder, CommonAbstractCriteria query, Expression<?> id, Purpose purpose) {
        return predicate(builder, query, id, builder.literal(tenant), purpose);
    }

    /**
     * The same, where an attribute of the rows names the tenant.
     *
     * @param builder the host's
     * @param query the query, subquery, update or delete to narrow
     * @param id the path to the subject's identifier, of the type String, Long, Integer, Short or Byte
     * @param tenant the path to the tenant
     * @param purpose for which purpose
     * @return the predicate; one that is never true for a purpose the policy does not name
     * @throws IllegalArgumentException when the identifier is of another type
     */
    public Predicate predicate(
            CriteriaBuilder builder,
            CommonAbstractCriteria query,
            Expression<?> id,
            Expression<String> tenant,
            Purpose purpose) {
        Condition condition = condition(id.getJavaType(), purpose);
        return new CriteriaWriter(builder, query, id, tenant).write(condition);
    }

    /**
     * A fragment for a query in JPQL. Two fragments in one query are about two purposes or two paths.
     *
     * @param id the path to the subject's identifier, for example {@code c.id}
     * @param type its type: String, Long, Integer, Short or Byte
     * @param purpose for which purpose
     * @return the fragment; one that is never true for a purpose the policy does not name
     * @throws IllegalArgumentException when the identifier is of another type
     */
    public Fragment jpql(String id, Class<?> type, Purpose purpose) {
        return fragment(JpqlWriter.ofTenant(prefix(id, purpose), id, tenant), condition(type, purpose));
    }

    /**
     * The same, where an attribute of the rows names the tenant.
     *
     * @param id the path to the subject's identifier, for example {@code c.id}
     * @param type its type: String, Long, Integer, Short or Byte
     * @param tenantPath the path to the tenant, for example {@code c.tenant}
     * @param purpose for which purpose
     * @return the fragment; one that is never true for a purpose the policy does not name
     * @throws IllegalArgumentException when the identifier is of another type
     */
    public Fragment jpql(String id, Class<?> type, String tenantPath, Purpose purpose) {
        return fragment(JpqlWriter.ofTenantAt(prefix(id, purpose), id, tenantPath), condition(type, purpose));
    }

    private static Fragment fragment(JpqlWriter writer, Condition condition) {
        String text = "(" + writer.write(condition) + ")";
        return new Fragment(text, writer.parameters());
    }

    private Condition condition(Class<?> type, Purpose purpose) {
        boolean numeric = NUMBERS.contains(type);
        if (!numeric && type != String.class) {
            throw new IllegalArgumentException("a subject's identifier of the type " + type.getName()
                    + " cannot be compared in every database: name an attribute of the type String, Long, Integer, Short"
                    + " or Byte, or stream the subjects through gate().allowedAmong(…)");
        }
        return AllowedCondition.of(
                sojourn.policy(),
                purpose.id(),
                kind,
                numeric,
                sojourn.gate().knowsErased(),
                sojourn.ledger().now());
    }

    /** Neither the host's aliases nor those of another fragment are met. */
    private static String prefix(String id, Purpose purpose) {
        return ("sojourn_" + purpose.id() + "_" + id + "_").replaceAll("[^A-Za-z0-9]", "_");
    }
}
