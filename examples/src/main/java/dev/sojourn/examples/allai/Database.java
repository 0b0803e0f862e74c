package dev.sojourn.examples.allai;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sojourn.policy.DataSubject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The host's database: H2, with the host's own tables and Sojourn's. */
final class Database implements AutoCloseable {

    private final HikariDataSource pool;
    private final EntityManagerFactory entities;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.entities =
                Persistence.createEntityManagerFactory("allai", Map.of("jakarta.persistence.nonJtaDataSource", pool));
    }

    /** Makes a new database at a JDBC address and all its tables, ours from the file the library ships. */
    static Database create(String url) throws SQLException {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(url);
        settings.setMaximumPoolSize(4);
        HikariDataSource pool = new HikariDataSource(settings);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("runscript from 'classpath:allai/schema.sql'");
            statement.execute("runscript from 'classpath:dev/sojourn/schema/h2.sql'");
        }
        return new Database(pool);
    }

    DataSource dataSource() {
        return pool;
    }

    EntityManagerFactory entities() {
        return entities;
    }

    /** Counts by plain SQL, beside every library: what the story says is checked against it. */
    long count(String sql, Object... values) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    /** Customers by plain SQL: the number and the tenant of each. */
    List<DataSubject> customers(String sql, Object... values) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                List<DataSubject> customers = new ArrayList<>();
                while (result.next()) {
                    customers.add(
                            DataSubject.of(result.getString(1)).as("customer").in(result.getString(2)));
                }
                return customers;
            }
        }
    }

    @Override
    public void close() {
        entities.close();
        pool.close();
    }
}
