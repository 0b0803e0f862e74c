package dev.sojourn.jpa;

/** The same on PostgreSQL. */
class PathsIT extends PathsTest {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
