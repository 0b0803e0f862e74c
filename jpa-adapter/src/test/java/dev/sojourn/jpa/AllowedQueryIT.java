package dev.sojourn.jpa;

class AllowedQueryIT extends AllowedQueryTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
