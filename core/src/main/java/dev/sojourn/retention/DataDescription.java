package dev.sojourn.retention;

import dev.sojourn.policy.Disposition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a store says about one kind of data it holds; compiled and checked once, at start-up.
 *
 * @param entity the entity's name, unique in the installation
 * @param type the class the host knows it by
 * @param bindings one for each rule that governs it; empty for an owned child without a rule
 * @param times every attribute that holds a day or a moment; those a rule names are the anchors of a row
 * @param hasTenant whether rows know their tenant
 * @param hasSubject whether rows know their subject
 * @param children the entities whose rows go with a row of this one
 * @param referenced whether a reference from a row that does not go with it may keep a row
 * @param dispositions what the store can do with a row
 * @param mentions whether rows mention people they are not about
 * @param part of which other data this is one attribute; empty for rows
 * @param catalog through which the rows of each tenant are come to, one tenant at a time; empty where the store sees the
 *     rows of all
 * @param sources the entities from one of whose rows each row was derived; empty for rows that stand for themselves
 * @param tenantRequired whether every row has a tenant, so that nobody in none can be named in one
 */
public record DataDescription(
        String entity,
        Class<?> type,
        List<Binding> bindings,
        Set<String> times,
        boolean hasTenant,
        boolean hasSubject,
        List<String> children,
        boolean referenced,
        Set<Disposition> dispositions,
        boolean mentions,
        Optional<Part> part,
        Optional<TenantCatalog> catalog,
        List<String> sources,
        boolean tenantRequired) {

    private static final Optional<Part> WHOLE = Optional.empty();

    /** Checks the parts and copies the collections. */
    public DataDescription {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(type, "type");
        bindings = List.copyOf(bindings);
        times = Set.copyOf(times);
        children = List.copyOf(children);
        dispositions = Set.copyOf(dispositions);
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(catalog, "catalog");
        sources = List.copyOf(sources);
    }

    /**
     * Data of which the store sees every tenant's.
     *
     * @param entity the entity's name
     * @param type the class the host knows it by
     * @param bindings one for each rule that governs it
     * @param times every attribute that holds a day or a moment
     * @param hasTenant whether rows know their tenant
     * @param hasSubject whether rows know their subject
     * @param children the entities whose rows go with a row of this one
     * @param referenced whether a reference may keep a row
     * @param dispositions what the store can do with a row
     * @param mentions whether rows mention people they are not about
     * @param part of which other data this is one attribute
     */
    public DataDescription(
            String entity,
            Class<?> type,
            List<Binding> bindings,
            Set<String> times,
            boolean hasTenant,
            boolean hasSubject,
            List<String> children,
            boolean referenced,
            Set<Disposition> dispositions,
            boolean mentions,
            Optional<Part> part) {
        this(
                entity,
                type,
                bindings,
                times,
                hasTenant,
                hasSubject,
                children,
                referenced,
                dispositions,
                mentions,
                part,
                Optional.empty(),
                List.of(),
                false);
    }

    /**
     * The same data, come to one tenant at a time.
     *
     * @param tenants lists and enters them
     * @return the description; its rows know their tenant
     */
    public DataDescription splitBy(TenantCatalog tenants) {
        return but(true, Optional.of(tenants), sources, true);
    }

    /**
     * The same data, of which every row has a tenant.
     *
     * @return the description
     */
    public DataDescription withTenant() {
        return but(true, catalog, sources, true);
    }

    /**
     * The same data, derived from other data.
     *
     * @param entities the entities of one of which each row's source is
     * @return the description
     */
    public DataDescription from(List<String> entities) {
        return but(hasTenant, catalog, entities, tenantRequired);
    }

    private DataDescription but(
            boolean tenant, Optional<TenantCatalog> tenants, List<String> derivedFrom, boolean required) {
        return new DataDescription(
                entity,
                type,
                bindings,
                times,
                tenant,
                hasSubject,
                children,
                referenced,
                dispositions,
                mentions,
                part,
                tenants,
                derivedFrom,
                required);
    }

    /**
     * Runs work where the store sees a tenant's rows; where it sees those of all, wherever the caller is.
     *
     * @param <T> what the work returns
     * @param tenant the tenant; any where the store sees the rows of all
     * @param work what to do
     * @return what the work returned
     * @throws IllegalArgumentException when the tenants' rows lie apart and none is named
     */
    public <T> T within(String tenant, Supplier<T> work) {
        if (catalog.isEmpty()) {
            return work.get();
        }
        if (tenant.isEmpty()) {
            throw new IllegalArgumentException(entity
                    + " lies apart for each tenant, and none is named: name the tenant, as in DataSubject.in(tenant)");
        }
        return catalog.get().within(tenant, work);
    }

    /**
     * One attribute of rows described elsewhere, which may be redacted while they stay. Its store selects those rows
     * alone whose attribute still has something to redact, under ids that are those of the rows.
     *
     * @param of the rows' entity
     * @param attribute the attribute, a path through embedded values
     * @param category the category of its own; empty for that of the rows
     */
    public record Part(String of, String attribute, Optional<String> category) {
        /** Checks the parts. */
        public Part {
            Objects.requireNonNull(of, "of");
            Objects.requireNonNull(attribute, "attribute");
            Objects.requireNonNull(category, "category");
        }
    }

    /**
     * Rows that mention nobody but those they are about.
     *
     * @param entity the entity's name
     * @param type the class the host knows it by
     * @param bindings one for each rule that governs it
     * @param times every attribute that holds a day or a moment
     * @param hasTenant whether rows know their tenant
     * @param hasSubject whether rows know their subject
     * @param children the entities whose rows go with a row of this one
     * @param referenced whether a reference may keep a row
     * @param dispositions what the store can do with a row
     */
    public DataDescription(
            String entity,
            Class<?> type,
            List<Binding> bindings,
            Set<String> times,
            boolean hasTenant,
            boolean hasSubject,
            List<String> children,
            boolean referenced,
            Set<Disposition> dispositions) {
        this(entity, type, bindings, times, hasTenant, hasSubject, children, referenced, dispositions, false);
    }

    /**
     * Rows, all of each.
     *
     * @param entity the entity's name
     * @param type the class the host knows it by
     * @param bindings one for each rule that governs it
     * @param times every attribute that holds a day or a moment
     * @param hasTenant whether rows know their tenant
     * @param hasSubject whether rows know their subject
     * @param children the entities whose rows go with a row of this one
     * @param referenced whether a reference may keep a row
     * @param dispositions what the store can do with a row
     * @param mentions whether rows mention people they are not about
     */
    public DataDescription(
            String entity,
            Class<?> type,
            List<Binding> bindings,
            Set<String> times,
            boolean hasTenant,
            boolean hasSubject,
            List<String> children,
            boolean referenced,
            Set<Disposition> dispositions,
            boolean mentions) {
        this(entity, type, bindings, times, hasTenant, hasSubject, children, referenced, dispositions, mentions, WHOLE);
    }

    /**
     * Ties an entity to a rule.
     *
     * @param rule the rule's id
     * @param attribute the attribute that starts the period, or stores its last day; empty for rules triggered by the
     *     host's events, the end of a consent or the disposal of a source
     * @param floorOnly whether a ceiling declared closer to the rows replaces this rule's: what is left of it is its floor,
     *     if it has one, and its category
     */
    public record Binding(String rule, Optional<String> attribute, boolean floorOnly) {
        /** Checks the parts. */
        public Binding {
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(attribute, "attribute");
        }

        /**
         * A rule that nothing closer replaces.
         *
         * @param rule the rule's id
         * @param attribute the attribute that starts the period, or stores its last day
         */
        public Binding(String rule, Optional<String> attribute) {
            this(rule, attribute, false);
        }
    }
}
