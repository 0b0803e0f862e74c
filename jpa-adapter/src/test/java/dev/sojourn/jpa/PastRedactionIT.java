package dev.sojourn.jpa;

/** The same on PostgreSQL. */
class PastRedactionIT extends PastRedactionTest {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
