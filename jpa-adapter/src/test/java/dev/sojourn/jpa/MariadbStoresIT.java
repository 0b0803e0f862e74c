package dev.sojourn.jpa;

class MariadbStoresIT extends StoreContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.mariadb();
    }
}
