package dev.sojourn.jpa;

class H2DataTest extends DataContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
