package dev.sojourn.jpa;

import dev.sojourn.policy.Fault;
import dev.sojourn.retention.DataDescription;
import dev.sojourn.retention.PersonalDataStore;
import dev.sojourn.retention.TenantCatalog;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tenants whose rows lie apart: what must be so for the rows that go and the record of it to commit together. */
final class TenantSchemas {

    private static final Logger LOG = LoggerFactory.getLogger(TenantSchemas.class);
    private static final String SPLIT_BY_TENANT = "hibernate.multi_tenant_connection_provider";
    private static final String OURS = "sojourn_run";

    private record Place(String url, String catalog, String schema, boolean hasOwnTables, boolean seesTables) {
        boolean isSameAs(Place other) {
            return url.equals(other.url) && catalog.equals(other.catalog) && schema.equals(other.schema);
        }
    }

    private final JpaUnitOfWork work;
    private final HostSettings settings;

    TenantSchemas(JpaUnitOfWork work, HostSettings settings) {
        this.work = work;
        this.settings = settings;
    }

    /** Whether a unit sees one tenant's rows alone. */
    boolean lieApart() {
        return settings.tenants().isPresent() || work.whereabouts().hasHome();
    }

    /** The stores as the core is to see them. */
    List<PersonalDataStore> around(List<PersonalDataStore> stores) {
        return lieApart()
                ? stores.stream()
                        .map(store -> TenantData.of(work, store, settings.tenants()))
                        .toList()
                : stores;
    }

    /** Runs work where a tenant's tables are seen, whichever tenant that is. */
    <T> T somewhere(Supplier<T> reading) {
        Optional<String> any =
                settings.tenants().flatMap(catalog -> catalog.tenants().stream().findFirst());
        return any.isPresent() ? settings.tenants().orElseThrow().within(any.get(), reading) : reading.get();
    }

    /** Everything that is not as it must be, in the settings and in each tenant's schema. */
    List<Fault> faults(List<PersonalDataStore> stores) {
        List<Fault> faults = new ArrayList<>();
        if (!lieApart()) {
            if (work.factory().getProperties().get(SPLIT_BY_TENANT) != null) {
                faults.add(new Fault(
                        "the persistence unit",
                        "is split by tenant into schemas or databases, of which a unit of work sees one, so that the rows"
                                + " of all others would never be found",
                        "list the tenants with JpaStores.tenants(…) where each has a schema, or open a Sojourn for each"
                                + " with JpaUnitOfWork.inTenant(…) where each has a database"));
            }
            return faults;
        }
        stores.stream()
                .map(PersonalDataStore::describe)
                .filter(DataDescription::hasTenant)
                .filter(data -> data.part().isEmpty())
                .forEach(data -> faults.add(new Fault(
                        data.entity(),
                        "names its tenant in an attribute, and lies apart for each tenant",
                        "keep one: tenantAttribute(…) or @TenantId, or the tenants' own schemas")));
        if (!work.whereabouts().hasHome()) {
            settings.tenants().ifPresent(catalog -> check(catalog, faults));
        }
        return faults;
    }

    private void check(TenantCatalog catalog, List<Fault> faults) {
        Place shared = place();
        Map<String, Place> places = new HashMap<>();
        for (String tenant : catalog.tenants()) {
            String element = "tenant '" + tenant + "'";
            try {
                Place own = catalog.within(tenant, this::place);
                places.entrySet().stream()
                        .filter(other -> other.getValue().isSameAs(own))
                        .findFirst()
                        .ifPresent(other -> faults.add(new Fault(
                                element,
                                "is entered where tenant '" + other.getKey() + "' is, in schema " + own.schema(),
                                "let TenantCatalog.within enter each tenant's own schema")));
                places.put(tenant, own);
                if (own.hasOwnTables() && !own.isSameAs(shared)) {
                    faults.add(new Fault(
                            element,
                            "has tables of Sojourn's own in schema " + own.schema()
                                    + ", so that what goes there would be recorded apart from the rest",
                            "keep one set of tables that every tenant's connection finds, or open a Sojourn for each"
                                    + " tenant with JpaUnitOfWork.inTenant(…)"));
                } else if (!own.seesTables()) {
                    faults.add(new Fault(
                            element,
                            "does not see Sojourn's tables from schema " + own.schema(),
                            "let its connections find schema " + shared.schema() + " behind the tenant's own, by their"
                                    + " search path"));
                }
            } catch (RuntimeException e) {
                LOG.warn(
                        "tenant '{}' could not be entered at start-up; previews will say so: {}",
                        tenant,
                        e.getClass().getName());
            }
        }
    }

    private Place place() {
        Place found = work.runNew(() -> Connections.call(work.entityManager(), TenantSchemas::place));
        return new Place(found.url(), found.catalog(), found.schema(), found.hasOwnTables(), seesTables());
    }

    private static Place place(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String schema = connection.getSchema();
        String name = data.storesUpperCaseIdentifiers() ? OURS.toUpperCase(Locale.ROOT) : OURS;
        try (ResultSet found = data.getTables(connection.getCatalog(), schema, name, null)) {
            return new Place(
                    String.valueOf(data.getURL()),
                    String.valueOf(connection.getCatalog()),
                    String.valueOf(schema),
                    found.next(),
                    false);
        }
    }

    /** In a unit of its own, for one that failed is of no use afterwards. */
    private boolean seesTables() {
        try {
            work.runNew(() -> work.entityManager()
                    .createNativeQuery("select count(*) from " + OURS + " where 1 = 0")
                    .getResultList());
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
