package dev.sojourn.jpa;

class MariadbUtcIT extends UtcTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
