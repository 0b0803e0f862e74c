package dev.sojourn.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaIT extends SchemaTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @Test
    void theScriptReplacesTheIndexThatEarlierTablesHave() {
        try (TestDatabase database = database()) {
            database.execute("drop index sojourn_state_for_audience");
            database.execute("create index sojourn_state_by_purpose on sojourn_state (facet, purpose, scope)");
            database.withSchema();
            assertThat(database.texts("select indexname from pg_indexes where tablename = 'sojourn_state'"))
                    .containsExactlyInAnyOrder(
                            "sojourn_state_pkey", "sojourn_state_for_audience", "sojourn_state_beside_consent");
        }
    }
}
