package dev.sojourn.jpa;

/** The same on PostgreSQL. */
class PastStatesIT extends PastStatesTest {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
