package dev.sojourn.jpa;

class H2StoresTest extends StoreContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
