package dev.sojourn.jpa;

class H2AnonymisingTest extends AnonymisingContracts {

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
