package dev.sojourn.jpa;

/** The same on MariaDB. */
class MariadbPastRedactionIT extends PastRedactionTest {
    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
