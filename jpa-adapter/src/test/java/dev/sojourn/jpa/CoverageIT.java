package dev.sojourn.jpa;

class CoverageIT extends CoverageTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
