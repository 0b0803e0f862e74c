package dev.sojourn.jpa;

/** The same on MariaDB. */
class MariadbPastStatesIT extends PastStatesTest {
    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
