package dev.sojourn.jpa;

import dev.sojourn.jpa.estate.EstateContract;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

class EstateTest extends EstateContract {

    private final TestDatabase database = database();

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Override
    protected EntityManagerFactory open(Map<String, ?> settings, Class<?>... entities) {
        return database.open(settings, entities);
    }

    @Override
    protected Connection connect() throws SQLException {
        return database.connect();
    }

    @AfterAll
    void leave() {
        database.close();
    }
}
