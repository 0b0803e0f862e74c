package dev.sojourn.jpa;

import dev.sojourn.Stores;
import dev.sojourn.testkit.AgreementContract;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgreementTest extends AgreementContract {

    private TestDatabase database;
    private EntityManagerFactory unit;
    private Stores stores;

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @BeforeAll
    void open() {
        database = database();
        unit = database.open();
        stores = JpaStores.of(JpaUnitOfWork.of(unit));
    }

    @AfterAll
    void close() {
        unit.close();
        database.close();
    }

    @Override
    protected Stores stores() {
        database.empty();
        return stores;
    }
}
