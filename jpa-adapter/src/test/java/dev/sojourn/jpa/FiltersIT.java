package dev.sojourn.jpa;

/** The same on PostgreSQL. */
class FiltersIT extends FiltersTest {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
