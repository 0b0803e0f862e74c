package dev.sojourn.jpa;

class PostgresStoresIT extends StoreContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
