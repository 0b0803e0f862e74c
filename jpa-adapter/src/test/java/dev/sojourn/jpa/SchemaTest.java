package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTest {

    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Test
    void shippedTablesPassTheProvidersValidation() {
        try (TestDatabase database = database();
                EntityManagerFactory unit = database.open(Map.of("hibernate.hbm2ddl.auto", "validate"))) {
            assertThat(unit.getMetamodel().entity(RunCutoff.class).getName()).isEqualTo("SojournRunCutoff");
        }
    }
}
