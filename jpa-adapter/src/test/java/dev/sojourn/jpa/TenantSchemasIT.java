package dev.sojourn.jpa;

/** The same on PostgreSQL. */
class TenantSchemasIT extends TenantSchemasTest {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
