package dev.sojourn.jpa;

class SelectionQueryIT extends SelectionQueryTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
