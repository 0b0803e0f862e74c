package dev.sojourn.jpa;

class MariadbAllowedQueryIT extends AllowedQueryTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
