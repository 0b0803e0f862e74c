package dev.sojourn.jpa;

class MariadbDataIT extends DataContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
