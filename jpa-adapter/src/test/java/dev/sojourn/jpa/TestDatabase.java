package dev.sojourn.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A fresh database with Sojourn's tables in it, made by the shipped script, and the host's persistence unit over it.
 *
 * <p>One for each test class; a server of PostgreSQL and one of MariaDB are started once for the JVM, when first asked for.
 */
final class TestDatabase implements AutoCloseable {

    static final List<String> TABLES = List.of(
            "sojourn_subject",
            "sojourn_chain",
            "sojourn_ledger",
            "sojourn_checkpoint",
            "sojourn_evidence",
            "sojourn_state",
            "sojourn_suppression",
            "sojourn_policy",
            "sojourn_notice",
            "sojourn_setting",
            "sojourn_hold",
            "sojourn_event",
            "sojourn_run",
            "sojourn_run_cutoff",
            "sojourn_disposal",
            "sojourn_sweep");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String product;
    private final HikariDataSource pool;
    private boolean own;

    private TestDatabase(String product, String url, String user, int connections) {
        this(product, url, user, "", connections);
    }

    private TestDatabase(String product, String url, String user, String password, int connections) {
        this.product = product;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(10_000);
        pool = new HikariDataSource(config);
    }

    /** An H2 database in memory. */
    static TestDatabase h2() {
        return h2(16);
    }

    static TestDatabase h2(int connections) {
        String url = "jdbc:h2:mem:test" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
        return new TestDatabase("h2", url, "sa", connections).withSchema();
    }

    /** A database of its own on the JVM's PostgreSQL server. */
    static TestDatabase postgres() {
        return postgres(16);
    }

    static TestDatabase postgres(int connections) {
        EmbeddedPostgres server = PostgresServer.RUNNING;
        String name = "test" + NUMBER.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database", e);
        }
        return new TestDatabase("postgresql", server.getJdbcUrl("postgres", name), "postgres", connections)
                .withSchema();
    }

    /** A database of its own on the JVM's MariaDB server. */
    static TestDatabase mariadb() {
        return mariadb(16);
    }

    static TestDatabase mariadb(int connections) {
        String name = "test" + NUMBER.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(MariaServer.url("mysql"), MariaServer.USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database", e);
        }
        return new TestDatabase("mariadb", MariaServer.url(name), MariaServer.USER, connections).withSchema();
    }

    /**
     * A database of the reader's own, named by the system properties {@code sojourn.jdbc.url}, {@code .user} and
     * {@code .password}. Its schema must be empty, and is empty again once this is closed.
     */
    static TestDatabase own() {
        String url = System.getProperty("sojourn.jdbc.url", "");
        String product = List.of("h2", "postgresql", "mariadb").stream()
                .filter(one -> url.startsWith("jdbc:" + one + ":"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("sojourn.jdbc.url is of no database Sojourn knows:"
                        + " give one that begins with jdbc:h2:, jdbc:postgresql: or jdbc:mariadb:"));
        TestDatabase database = new TestDatabase(
                product,
                url,
                System.getProperty("sojourn.jdbc.user", ""),
                System.getProperty("sojourn.jdbc.password", ""),
                16);
        List<String> there = database.tables();
        if (!there.isEmpty()) {
            database.pool.close();
            throw new IllegalStateException("the schema behind sojourn.jdbc.url has " + there.size()
                    + " tables: give an empty one, for everything in it is dropped at the end");
        }
        database.own = true;
        return database.withSchema();
    }

    private List<String> tables() {
        try (Connection connection = connect();
                ResultSet rows = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {
                            "TABLE", "BASE TABLE", "SEQUENCE"
                        })) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add((rows.getString("TABLE_TYPE").equals("SEQUENCE") ? "sequence " : "table ")
                        + connection.getMetaData().getIdentifierQuoteString()
                        + rows.getString("TABLE_NAME")
                        + connection.getMetaData().getIdentifierQuoteString());
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot list the tables", e);
        }
    }

    private void dropEverything() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (product.equals("mariadb")) {
                statement.execute("set foreign_key_checks = 0");
            }
            // a table takes the sequences of its own columns with it
            for (String kind : List.of("table ", "sequence ")) {
                for (String each : tables()) {
                    if (each.startsWith(kind)) {
                        statement.execute("drop " + each + (kind.equals("table ") ? " cascade" : ""));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot drop the tables", e);
        }
    }

    /** The host's unit with these entities, whose tables the provider makes; Sojourn's tables are validated. */
    EntityManagerFactory open(Class<?>... entities) {
        return open(Map.of(), entities);
    }

    EntityManagerFactory open(Map<String, ?> settings, Class<?>... entities) {
        return open("host", settings, entities);
    }

    EntityManagerFactory open(String name, Map<String, ?> settings, Class<?>... entities) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("jakarta.persistence.nonJtaDataSource", pool);
        properties.putAll(settings);
        return TestProvider.open(name, properties, List.of(entities));
    }

    /** The pool, for tests that watch it. */
    DataSource pool() {
        return pool;
    }

    /** A connection past the provider, to see what really stands in the tables. */
    Connection connect() throws SQLException {
        return pool.getConnection();
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of every row, as text. */
    List<String> texts(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Every row of a table, all columns in one text. */
    List<String> rows(String table) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + table)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.append(rows.getString(column)).append(' ');
                }
                texts.add(row.toString());
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(table, e);
        }
    }

    /** Takes everything out of Sojourn's tables. */
    void empty() {
        TABLES.forEach(table -> execute("delete from " + table));
        if (product.equals("mariadb")) {
            // rows deleted but still lying there would have others locked beside them
            execute("set global innodb_max_purge_lag_wait = 0");
        }
    }

    /** Runs the script Sojourn ships for this database. */
    TestDatabase withSchema() {
        try (InputStream script = TestDatabase.class.getResourceAsStream("/dev/sojourn/schema/" + product + ".sql")) {
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
            for (String statement : text.split(";")) {
                if (!statement.isBlank()) {
                    execute(statement);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    @Override
    public void close() {
        if (own) {
            dropEverything();
        }
        pool.close();
    }

    /** Started when first asked for, stopped with the JVM. */
    private static final class PostgresServer {

        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
