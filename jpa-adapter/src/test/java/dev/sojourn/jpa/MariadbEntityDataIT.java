package dev.sojourn.jpa;

class MariadbEntityDataIT extends EntityDataTest {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
