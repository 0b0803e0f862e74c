package dev.sojourn.jpa;

class CallsIT extends CallsTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
