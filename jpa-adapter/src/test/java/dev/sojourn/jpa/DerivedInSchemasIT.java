package dev.sojourn.jpa;

/** The same on PostgreSQL. */
class DerivedInSchemasIT extends DerivedInSchemasTest {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
