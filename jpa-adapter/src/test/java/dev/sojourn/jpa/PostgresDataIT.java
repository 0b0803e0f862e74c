package dev.sojourn.jpa;

class PostgresDataIT extends DataContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
