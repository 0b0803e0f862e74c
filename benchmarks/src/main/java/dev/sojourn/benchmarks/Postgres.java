package dev.sojourn.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A durable PostgreSQL server for the length of a suite: what is committed is on the disk, for both sides. */
final class Postgres implements AutoCloseable {

    private final EmbeddedPostgres server;
    private int copies;

    private Postgres(EmbeddedPostgres server) throws SQLException {
        this.server = server;
        try (Connection connection = connect("postgres")) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                if (!text(connection, "show " + setting).equals("on")) {
                    throw new IllegalStateException(setting + " is off: nobody's commits would count");
                }
            }
        }
    }

    static Postgres start() throws IOException, SQLException {
        return new Postgres(EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("autovacuum", "off")
                .setServerConfig("jit", "off")
                .setServerConfig("max_connections", "100")
                .start());
    }

    String url(String database) {
        return server.getJdbcUrl("postgres", database);
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database));
    }

    void create(String database) throws SQLException {
        try (Connection connection = connect("postgres")) {
            execute(connection, "create database " + database);
        }
    }

    /** A copy, file by file, of a database nobody is connected to; read once, so that every side starts warm. */
    String copy(String original) throws SQLException {
        String name = original + "_" + ++copies;
        try (Connection connection = connect("postgres")) {
            execute(connection, "create database " + name + " template " + original + " strategy file_copy");
            execute(connection, "checkpoint");
        }
        return name;
    }

    void drop(String database) throws SQLException {
        try (Connection connection = connect("postgres")) {
            execute(connection, "drop database " + database + " with (force)");
        }
    }

    /** Where the write-ahead log has got to, in bytes. */
    long written() throws SQLException {
        try (Connection connection = connect("postgres")) {
            return Long.parseLong(text(connection, "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"));
        }
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
