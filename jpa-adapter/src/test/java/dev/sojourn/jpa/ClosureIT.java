package dev.sojourn.jpa;

class ClosureIT extends ClosureTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
