package dev.sojourn.jpa;

class H2DispositionsTest extends DispositionsContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
