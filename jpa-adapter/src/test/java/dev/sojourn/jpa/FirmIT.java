package dev.sojourn.jpa;

class FirmIT extends FirmTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
