package dev.sojourn.jpa;

import dev.sojourn.testkit.AnonymisingContract;
import dev.sojourn.testkit.AnonymisingFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of anonymising, over entities. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AnonymisingContracts extends AnonymisingContract {

    private Views views;

    abstract TestDatabase database();

    @BeforeAll
    void openViews() {
        views = new Views(database());
    }

    @AfterAll
    void closeViews() {
        views.close();
    }

    @Override
    protected AnonymisingFixture fixture() {
        return views.emptied();
    }
}
