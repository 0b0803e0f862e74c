package dev.sojourn.jpa;

import dev.sojourn.testkit.RedactionContract;
import dev.sojourn.testkit.RedactionFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of redaction, over entities. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedactionContracts extends RedactionContract {

    private Visits visits;

    abstract TestDatabase database();

    @BeforeAll
    void openVisits() {
        visits = new Visits(database());
    }

    @AfterAll
    void closeVisits() {
        visits.close();
    }

    @Override
    protected RedactionFixture fixture() {
        return visits.emptied();
    }
}
