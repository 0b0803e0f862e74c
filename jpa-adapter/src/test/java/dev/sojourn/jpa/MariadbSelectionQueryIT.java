package dev.sojourn.jpa;

class MariadbSelectionQueryIT extends SelectionQueryTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
