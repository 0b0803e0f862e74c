package dev.sojourn.jpa;

/** The same on PostgreSQL. */
class TableStoreIT extends TableStoreTest {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
