package dev.sojourn.jpa;

import dev.sojourn.retention.TenantCatalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.hibernate.engine.jdbc.connections.spi.AbstractDataSourceBasedMultiTenantConnectionProviderImpl;

/** A host whose tenants have a schema each, or a database, as Hibernate and the host's own threads know them. */
final class Schemas implements TenantCatalog {

    private static final String NONE = "public";

    private final ThreadLocal<String> current = ThreadLocal.withInitial(() -> NONE);
    private final List<String> tenants;

    Schemas(String... tenants) {
        this.tenants = new CopyOnWriteArrayList<>(tenants);
    }

    List<String> list() {
        return tenants;
    }

    // tag::catalog[]
    @Override
    public List<String> tenants() {
        return List.copyOf(tenants);
    }

    @Override
    public <T> T within(String tenant, Supplier<T> work) {
        String before = current.get();
        current.set(tenant);
        try {
            return work.get();
        } finally {
            current.set(before);
        }
    }
    // end::catalog[]

    /** What the host's persistence unit needs to know where tenants' schemas lie in one database. */
    Map<String, Object> settings(DataSource pool) {
        return settings(new BySchema(pool));
    }

    /** What it needs to know where each tenant has a database. */
    Map<String, Object> settings(Map<String, DataSource> pools) {
        return settings(new ByDatabase(pools));
    }

    private Map<String, Object> settings(Object connections) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("hibernate.tenant_identifier_resolver", new Resolver(current));
        settings.put("hibernate.multi_tenant_connection_provider", connections);
        settings.put("hibernate.hbm2ddl.auto", "none");
        return settings;
    }

    private record Resolver(ThreadLocal<String> current) implements CurrentTenantIdentifierResolver<String> {
        @Override
        public String resolveCurrentTenantIdentifier() {
            return current.get();
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }

    /** Each connection finds its tenant's tables first, and those that all share behind them. */
    private static final class BySchema extends AbstractDataSourceBasedMultiTenantConnectionProviderImpl<String> {
        private static final long serialVersionUID = 1L;

        private final transient DataSource pool;

        BySchema(DataSource pool) {
            this.pool = pool;
        }

        @Override
        protected DataSource selectAnyDataSource() {
            return pool;
        }

        @Override
        protected DataSource selectDataSource(String tenant) {
            return pool;
        }

        @Override
        public Connection getConnection(String tenant) throws SQLException {
            Connection connection = super.getConnection(tenant);
            try {
                enter(connection, tenant);
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }

        @Override
        public void releaseConnection(String tenant, Connection connection) throws SQLException {
            enter(connection, NONE);
            super.releaseConnection(tenant, connection);
        }

        private static void enter(Connection connection, String tenant) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
                    statement.execute("set schema " + tenant);
                    statement.execute("set schema_search_path " + tenant + ", public");
                } else {
                    statement.execute("set search_path to " + tenant + ", public");
                }
            }
        }
    }

    /** Each tenant's connections come from its own pool; there is none for a thread that is in no tenant. */
    private static final class ByDatabase extends AbstractDataSourceBasedMultiTenantConnectionProviderImpl<String> {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, DataSource> pools;

        ByDatabase(Map<String, DataSource> pools) {
            this.pools = pools;
        }

        @Override
        protected DataSource selectAnyDataSource() {
            return pools.values().iterator().next();
        }

        @Override
        protected DataSource selectDataSource(String tenant) {
            DataSource pool = pools.get(tenant);
            if (pool == null) {
                throw new IllegalStateException("no database for '" + tenant + "'");
            }
            return pool;
        }
    }
}
