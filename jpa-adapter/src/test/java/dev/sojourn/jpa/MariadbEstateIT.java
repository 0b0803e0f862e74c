package dev.sojourn.jpa;

class MariadbEstateIT extends EstateTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
