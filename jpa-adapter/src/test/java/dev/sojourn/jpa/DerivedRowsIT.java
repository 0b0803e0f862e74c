package dev.sojourn.jpa;

class DerivedRowsIT extends DerivedRowsTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
