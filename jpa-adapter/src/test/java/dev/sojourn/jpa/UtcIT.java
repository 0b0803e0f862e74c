package dev.sojourn.jpa;

class UtcIT extends UtcTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
