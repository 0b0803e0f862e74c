package dev.sojourn.jpa;

class MariadbKeysIT extends KeysTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
