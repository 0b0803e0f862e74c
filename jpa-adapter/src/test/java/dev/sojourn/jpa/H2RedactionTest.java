package dev.sojourn.jpa;

class H2RedactionTest extends RedactionContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
