package dev.sojourn.jpa;

class TamperingIT extends TamperingTest {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
