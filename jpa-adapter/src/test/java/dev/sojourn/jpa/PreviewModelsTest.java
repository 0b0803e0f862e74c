package dev.sojourn.jpa;

import dev.sojourn.testkit.PreviewFixture;
import dev.sojourn.testkit.PreviewModelsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** {@code -Dsojourn.preview.histories=500} tries as many of each model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviewModelsTest extends PreviewModelsContract {

    private final PreviewModels models = new PreviewModels(database());

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Override
    protected PreviewFixture fixture() {
        return models;
    }

    @Override
    protected int histories() {
        return Integer.getInteger("sojourn.preview.histories", 12);
    }

    @AfterAll
    void close() {
        models.close();
    }
}
