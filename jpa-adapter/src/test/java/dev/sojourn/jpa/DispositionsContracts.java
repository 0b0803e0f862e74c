package dev.sojourn.jpa;

import dev.sojourn.testkit.DispositionsContract;
import dev.sojourn.testkit.DispositionsFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of archiving, review and a host's own dispositions, over entities. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DispositionsContracts extends DispositionsContract {

    private Hotline centre;

    abstract TestDatabase database();

    @BeforeAll
    void openCentre() {
        centre = new Hotline(database());
    }

    @AfterAll
    void closeCentre() {
        centre.close();
    }

    @Override
    protected DispositionsFixture fixture() {
        return centre.emptied();
    }
}
