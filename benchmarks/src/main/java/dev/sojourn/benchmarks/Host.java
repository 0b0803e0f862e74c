package dev.sojourn.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sojourn.jpa.JpaUnitOfWork;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A host application over one database: its pool, its unit, Sojourn's tables. */
final class Host implements AutoCloseable {

    final HikariDataSource pool;
    final TimedPool timed = new TimedPool();
    final EntityManagerFactory entities;
    final JpaUnitOfWork work;

    private Host(HikariDataSource pool, boolean timing, List<Class<?>> mapped, Map<String, Object> more) {
        this.pool = pool;
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("jakarta.persistence.nonJtaDataSource", timing ? timed.watch(pool) : pool);
        settings.put("hibernate.loaded_classes", new ArrayList<>(mapped));
        this.entities = Persistence.createEntityManagerFactory("bench", settings);
        this.work = JpaUnitOfWork.of(entities);
    }

    static Host open(String url, int connections, Class<?>... mapped) {
        return open(url, connections, Map.of(), mapped);
    }

    static Host open(String url, int connections, Map<String, Object> settings, Class<?>... mapped) {
        return new Host(pool(url, connections), false, List.of(mapped), settings);
    }

    /** One whose transactions are timed, which costs each call a little. */
    static Host timed(String url, int connections, Map<String, Object> settings, Class<?>... mapped) {
        return new Host(pool(url, connections), true, List.of(mapped), settings);
    }

    private static HikariDataSource pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    /** Runs the script Sojourn ships. */
    static void tables(Connection connection) throws SQLException {
        try (InputStream script =
                Objects.requireNonNull(Host.class.getResourceAsStream("/dev/sojourn/schema/postgresql.sql"))) {
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
            for (String statement : text.split(";")) {
                if (!statement.isBlank()) {
                    Postgres.execute(connection, statement);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        entities.close();
        pool.close();
    }
}
