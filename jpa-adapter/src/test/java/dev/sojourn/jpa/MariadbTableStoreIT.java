package dev.sojourn.jpa;

/** The same on MariaDB. */
class MariadbTableStoreIT extends TableStoreTest {
    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }

    @Override
    String wallClock() {
        return "datetime(6)";
    }
}
