package dev.sojourn.jpa;

class EstateIT extends EstateTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
